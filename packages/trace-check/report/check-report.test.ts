import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { judge } from '../judge.ts';
import { type CheckReport, checkReportFrom } from './check-report.ts';
import { reportPage } from './page.ts';

const LAB = tinyLab([{ rule: 'edge', from: 'api-gateway', to: 'order-service' }]);

const reportOf = (...names: string[]): CheckReport => {
  const traces = names.map(service => span(service, 'GET /orders/:id', { kind: 'server' }));
  const seen = evidence([{ name: 'an order', traces }]);
  return reportPage(LAB, judge(LAB, '01-tiny', seen), seen);
};

test('a report arrives as it was sent, passed or not, with spans or without', () => {
  for (const report of [reportOf('api-gateway', 'order-service'), reportOf('api-gateway'), reportOf()]) {
    const sent: unknown = JSON.parse(JSON.stringify(report));
    assert.deepEqual(checkReportFrom(sent), report);
  }
});

test('a report says in the words of the check what to fix first, and which request is whose trace', () => {
  const { passed, findings, requests, rows } = reportOf('api-gateway', 'order-service');
  assert.equal(passed, false);
  assert.match(findings[0]?.saw ?? '', /^api-gateway called order-service/);
  assert.equal(findings[0]?.title, 'Two services are not joined');
  assert.deepEqual(requests, [
    { name: 'an order', status: 200, due: 200, traceId: '1'.padStart(32, '0'), spans: 2 },
  ]);
  assert.deepEqual(
    rows.map(({ change }) => change),
    ['matched', 'extra'],
  );
});

test('what is no report is refused with its place', () => {
  const report = reportOf('api-gateway');
  const [row] = report.rows;
  const refused: [unknown, RegExp][] = [
    [[], /the report is no object/],
    [{ ...report, lab: '../../etc' }, /lab is no name of a lab/],
    [{ ...report, passed: 'yes' }, /passed is neither true nor false/],
    [{ ...report, at: Number.NaN }, /at is no number/],
    [{ ...report, rows: [row, { ...row, kind: 'best' }] }, /rows\[1\]\.kind is none of/],
    [{ ...report, rows: [{ ...row, traceId: '"><script>' }] }, /rows\[0\]\.traceId is no id/],
    [{ ...report, rows: Array(1001).fill(row) }, /rows has more than 1000 entries/],
    [
      { ...report, findings: [{ ...report.findings[0], where: 'here' }] },
      /findings\[0\]\.where is no object/,
    ],
  ];
  for (const [body, why] of refused) assert.match(String(checkReportFrom(body)), why);
});

test('keys that are not of a report are left out', () => {
  const read = checkReportFrom({ ...reportOf(), secret: 1 });
  assert.ok(typeof read === 'object' && !('secret' in read));
});
