import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from './case.ts';
import { type Cause, explainAll, ofKind } from './causes/cause.ts';
import { evidence, findingsOf, tinyLab } from './evidence-builder.ts';
import { explainSymptoms, judge } from './judge.ts';
import type { Lab, LabRequest, Rule } from './lab.ts';
import { observe } from './rules/observe.ts';

const ORDER: LabRequest = { name: 'an order', method: 'GET', path: '/orders/1001', status: 200 };
const asks = (lab: Lab, ...names: string[]): Lab => ({
  ...lab,
  requests: () => names.map(name => ({ ...ORDER, name })),
});
const gateway = span('api-gateway', 'GET /orders/:id', { kind: 'server' });
const REPORTS: Rule = { rule: 'reports', services: ['api-gateway'] };
/** Silent on order-service and wrong in name: two symptoms of one request. */
const TWO_SYMPTOMS: Rule[] = [
  { rule: 'entry', service: 'api-gateway', name: 'GET /orders/:number' },
  { rule: 'reports', services: ['order-service'] },
];

const cause = (id: string, family: Cause['family'], ...kinds: Parameters<typeof ofKind>[1][]): Cause => ({
  id,
  family,
  title: id,
  seen: id,
  why: id,
  fix: id,
  explain: symptoms => explainAll(ofKind(symptoms, ...kinds), { message: id, next: id }),
});

const explained = (causes: Cause[], rules: Rule[] = TWO_SYMPTOMS): string[] => {
  const seen = openCase(tinyLab(rules), evidence([{ name: 'an order', traces: [gateway] }]));
  return explainSymptoms(causes, observe(seen), seen).map(finding => finding.cause);
};

test('a trace that keeps every rule passes, without findings', () => {
  const lab = asks(tinyLab([REPORTS]), 'an order');
  const { passed, findings, tasks } = judge(lab, 'tiny', evidence([{ name: 'an order', traces: [gateway] }]));
  assert.deepEqual([passed, findings], [true, []]);
  assert.deepEqual(tasks, [{ id: 1, title: 'Task 1', passed: true }]);
});

test('the same evidence gives the same verdict', () => {
  const seen = evidence([{ name: 'an order', traces: [gateway] }]);
  const lab = tinyLab(TWO_SYMPTOMS);
  assert.deepEqual(judge(lab, 'tiny', seen), judge(lab, 'tiny', seen));
});

test('causes are told in the order of their families, whatever their order in the catalog', () => {
  const name = cause('name', 'style', 'wrong-entry-name');
  const silence = cause('silence', 'silence', 'no-spans');
  assert.deepEqual(explained([name, silence]), ['silence', 'name']);
});

test('what a cause has explained is left to no other', () => {
  const all = cause('all', 'silence', 'no-spans', 'wrong-entry-name');
  const name = cause('name', 'style', 'wrong-entry-name');
  assert.deepEqual(explained([name, all]), ['all']);
});

test('within a family the first that explains a symptom has it', () => {
  const exact = cause('exact', 'silence', 'no-spans');
  const rough = cause('rough', 'silence', 'no-spans', 'wrong-entry-name');
  assert.deepEqual(explained([exact, rough]), ['exact', 'rough']);
  assert.deepEqual(explained([rough, exact]), ['rough']);
});

test('what nobody explains is a plain finding, and comes last', () => {
  assert.deepEqual(explained([cause('name', 'style', 'wrong-entry-name')]), ['name', 'no-spans']);
});

test('plain findings of one kind and place are one finding', () => {
  const requests = ['an order', 'a slow order', 'another'].map(name => ({ name, traces: [gateway] }));
  const findings = findingsOf(
    tinyLab([{ rule: 'reports', services: ['order-service'] }]),
    evidence(requests),
  );
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['no-spans'],
  );
});

test('within a family the earlier task comes first', () => {
  const lab = tinyLab([
    [{ rule: 'reports', services: ['user-service'] }],
    [{ rule: 'reports', services: ['order-service'] }],
  ]);
  const each: Cause = {
    ...cause('each', 'silence'),
    explain: symptoms => symptoms.toReversed().flatMap(one => explainAll([one], { message: '', next: '' })),
  };
  const findings = findingsOf(lab, evidence([{ name: 'an order', traces: [gateway] }]), [each]);
  assert.deepEqual(
    findings.map(({ task }) => task),
    [1, 2],
  );
});

test('no cause speaks where all rules hold', () => {
  const eager: Cause = {
    ...cause('eager', 'start'),
    explain: symptoms => explainAll(symptoms, { message: '', next: '' }),
  };
  const seen = evidence([{ name: 'an order', traces: [gateway] }]);
  assert.deepEqual(findingsOf(tinyLab([REPORTS]), seen, [eager]), []);
});

test('a finding names the task, the request and the trace it is about', () => {
  const [finding] = findingsOf(
    tinyLab([[REPORTS], [{ rule: 'entry', service: 'api-gateway', name: 'GET /users/:id' }]]),
    evidence([{ name: 'an order', traces: [gateway] }]),
  );
  assert.equal(finding?.task, 2);
  assert.equal(finding?.evidence.request, 'an order');
  assert.match(finding?.evidence.traceId ?? '', /^[0-9a-f]{32}$/);
  assert.deepEqual(finding?.evidence.spanIds, ['0000000000000001']);
});

test('a sentence that begins with the name of a request begins with a capital', () => {
  const [finding] = findingsOf(
    tinyLab([{ rule: 'reports', services: ['order-service'] }]),
    evidence([{ name: 'an order' }]),
  );
  assert.equal(finding?.saw, 'An order was sent, and no span of order-service arrived.');
});

test('no requests are no pass', () => {
  const { passed, findings, tasks } = judge(asks(tinyLab([REPORTS]), 'an order'), 'tiny', evidence([]));
  assert.equal(passed, false);
  assert.deepEqual(
    tasks.map(task => task.passed),
    [false],
  );
  assert.equal(findings[0]?.cause, 'not-asked');
  assert.match(findings[0]?.saw ?? '', /before it had sent an order/);
});

test('evidence without a single request is no pass, whatever the lab asks', () => {
  assert.equal(judge(tinyLab([REPORTS]), 'tiny', evidence([])).passed, false);
});

test('a task stays open until every request its rules speak of was sent', () => {
  const lab = asks(
    tinyLab([
      [{ ...REPORTS, requests: ['an order'] }],
      [{ ...REPORTS, requests: ['a slow order'] }],
      [{ rule: 'few-names', service: 'api-gateway' }],
    ]),
    'an order',
    'a slow order',
  );
  const { passed, tasks } = judge(lab, 'tiny', evidence([{ name: 'an order', traces: [gateway] }]));
  assert.equal(passed, false);
  assert.deepEqual(
    tasks.map(task => task.passed),
    [true, false, false],
  );
});

test('the last request is due when services are told to stop, and not through Jaeger', () => {
  const lab: Lab = {
    ...asks(tinyLab([[REPORTS], [{ rule: 'nothing-lost-at-stop', services: ['api-gateway'] }]]), 'an order'),
    lastRequest: () => ({ ...ORDER, name: 'the last order' }),
  };
  const seen = evidence([{ name: 'an order', traces: [gateway] }]);
  const { passed, tasks } = judge(lab, 'tiny', seen);
  assert.equal(passed, false);
  assert.deepEqual(
    tasks.map(task => task.passed),
    [true, false],
  );
  assert.equal(judge(lab, 'tiny', { ...seen, gathered: 'jaeger' }).passed, true);
  const whole = evidence([
    { name: 'an order', traces: [gateway] },
    { name: 'the last order', last: true, traces: [gateway] },
  ]);
  assert.equal(judge(lab, 'tiny', whole).passed, true);
});

test('rules that hold on nothing do not pass on nothing', () => {
  const holdsOnNothing: Rule[] = [
    { rule: 'no-span', span: { name: 'calculate total' } },
    { rule: 'few-names', service: 'order-service' },
    { rule: 'few-spans', service: 'order-service', most: 5 },
    { rule: 'inside-parent', service: 'order-service' },
  ];
  const { passed, findings } = judge(tinyLab(holdsOnNothing), 'tiny', evidence([{ name: 'an order' }]));
  assert.equal(passed, false);
  assert.equal(findings[0]?.cause, 'no-spans');
});

test('spans from before the run do not count as spans of the run', () => {
  const [before] = evidence([{ name: 'earlier', traces: [gateway] }]).spans;
  assert.ok(before);
  const stale = { ...before, startNano: before.startNano - 60_000_000_000n };
  const { passed, findings } = judge(
    tinyLab([REPORTS]),
    'tiny',
    evidence([{ name: 'an order' }], { stray: [stale] }),
  );
  assert.equal(passed, false);
  assert.equal(findings[0]?.cause, 'no-spans');
});

test('a service that did not start is told first and explains the rest', () => {
  const lab = asks(tinyLab([[REPORTS], [{ rule: 'reports', services: ['order-service'] }]]), 'an order');
  const { passed, findings, tasks } = judge(
    lab,
    'tiny',
    evidence([], {
      processes: { 'order-service': { startFailure: { reason: 'exited', code: 3 }, lines: ['what?'] } },
    }),
  );
  assert.equal(passed, false);
  assert.deepEqual(
    tasks.map(task => task.passed),
    [false, false],
  );
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['service-not-ready'],
  );
});

test('while a service ended early no task is done: which spans it could still send is chance', () => {
  const lab = asks(tinyLab([[REPORTS], [REPORTS]]), 'an order');
  const sent = [{ name: 'an order', traces: [gateway] }];
  const { tasks } = judge(
    lab,
    'tiny',
    evidence(sent, { processes: { 'order-service': { endedEarly: true } } }),
  );
  assert.deepEqual(
    tasks.map(({ passed }) => passed),
    [false, false],
  );
});
