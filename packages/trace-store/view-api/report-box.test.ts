import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckReport } from '#trace-check/report/check-report.ts';
import { reportBox } from './report-box.ts';

const report = (lab: string, at: number, traceId?: string): CheckReport => ({
  lab,
  title: lab,
  goal: '',
  at,
  passed: false,
  tasks: [],
  findings: [],
  requests: [{ name: 'an order', due: 200, spans: 1, ...(traceId ? { traceId } : {}) }],
  request: 'an order',
  rows: [],
  leftOut: 0,
});

test('the newest of a lab is found by its number or its name, and by a trace it is about', () => {
  const box = reportBox();
  for (const [at, lab] of ['01-first-trace', '03-spans', '01-first-trace'].entries())
    box.add(report(lab, at, `trace ${at}`));
  assert.equal(box.ofLab('01')?.at, 2);
  assert.equal(box.ofLab('03-spans')?.at, 1);
  assert.equal(box.ofLab('0'), undefined);
  assert.equal(box.ofTrace('trace 0')?.at, 0);
  assert.equal(box.ofTrace('another'), undefined);
  assert.deepEqual(
    box.newest().map(({ at }) => at),
    [2, 1],
  );
});

test('a lab that is checked again and again pushes out only its own reports', () => {
  const box = reportBox();
  box.add(report('03-spans', 0, 'first'));
  for (let at = 1; at < 100; at++) box.add(report('01-first-trace', at, `trace ${at}`));
  assert.equal(box.ofLab('03')?.at, 0);
  assert.equal(box.ofTrace('trace 95')?.at, 95);
  assert.equal(box.ofTrace('trace 94'), undefined);
});

test('in all no more are kept than fit, the oldest out first', () => {
  const box = reportBox(2);
  for (const [at, lab] of ['01-a', '02-b', '03-c'].entries()) box.add(report(lab, at));
  assert.deepEqual(
    box.newest().map(({ lab }) => lab),
    ['02-b', '03-c'],
  );
});
