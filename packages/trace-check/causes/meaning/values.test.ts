// Values and their names: each slip yields its own cause, at its line, and a good span yields none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type RequestSketch, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../lab.ts';

const SERVICE = 'order-service';
const SCOPE = '@opentelemetry/instrumentation-express';

const SOURCE = `import { trace } from '@opentelemetry/api';
const tracer = trace.getTracer('order-service');
export const pay = (payment) =>
  tracer.startActiveSpan(\`pay \${payment.amount}\`, async span => {
    span.setAttributes({
      'app.amount': String(payment.amount),
      'http.status_code': 201,
      amount: payment.amount,
      'app.card': payment.card,
    });
    setOutcome('placed');
    trace.getActiveSpan()?.setAttribute('app.outcome', 'placed');
    span.end();
  });
`;

const requests = (...sketches: [SpanSketch, Partial<RequestSketch>?][]): RequestSketch[] =>
  sketches.map(([root, more = {}], index) => ({
    name: `order ${index + 1}`,
    service: SERVICE,
    traces: [root],
    ...more,
  }));

const found = (rules: Rule[], asked: RequestSketch[]): Finding[] =>
  findingsOf(tinyLab(rules, [SERVICE]), evidence(asked, { sources: { 'order-service/pay.ts': SOURCE } }));

const brief = (findings: Finding[]): string[] =>
  findings.map(({ cause, where }) => `${cause}:${where?.line}`);

const amountIsNumber: Rule = {
  rule: 'span',
  span: { service: SERVICE, name: 'pay' },
  attributes: { 'app.amount': { type: 'number' } },
};
const outcomeOnEntry: Rule = {
  rule: 'span',
  span: { service: SERVICE, kind: 'server' },
  attributes: { 'app.outcome': { type: 'string' } },
};

test('a number in quotes is told as such, with or without its currency', () => {
  for (const text of ['1200', '12.50', '1,200.00', '1200 EUR']) {
    const findings = found(
      [amountIsNumber],
      requests([span(SERVICE, 'pay', { attributes: { 'app.amount': text } })]),
    );
    assert.deepEqual(brief(findings), ['number-as-text:6'], text);
  }
});

test('a word where a number was due is no number in quotes', () => {
  const findings = found(
    [amountIsNumber],
    requests([span(SERVICE, 'pay', { attributes: { 'app.amount': 'much' } })]),
  );
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['attribute-type'],
  );
});

test('a number passes, whole or broken', () => {
  for (const value of [1200, 12.5])
    assert.deepEqual(
      found([amountIsNumber], requests([span(SERVICE, 'pay', { attributes: { 'app.amount': value } })])),
      [],
    );
});

test('an old name is told with the new one, and that the instrumentation has set it', () => {
  const asked = requests([
    span(SERVICE, 'POST /orders', {
      kind: 'server',
      attributes: { 'http.status_code': 201, 'http.response.status_code': 201 },
    }),
  ]);
  const findings = found([{ rule: 'current-names', service: SERVICE }], asked);
  assert.deepEqual(brief(findings), ['old-attribute-name:7']);
  assert.match(findings[0]?.next ?? '', /already set "http.response.status_code" on "POST \/orders"/);
});

test('an old name nobody set anew is to be renamed', () => {
  const asked = requests([span(SERVICE, 'find order', { attributes: { 'db.statement': 'SELECT 1' } })]);
  const [finding] = found([{ rule: 'current-names', service: SERVICE }], asked);
  assert.equal(finding?.cause, 'old-attribute-name');
  assert.equal(finding.next, 'Call it "db.query.text".');
});

test('a value in the name explains the missing span as well', () => {
  const asked = requests(
    [span(SERVICE, 'pay 1200'), { body: { a: 1 } }],
    [span(SERVICE, 'pay 75'), { body: { a: 2 } }],
  );
  const findings = found([amountIsNumber, { rule: 'few-names', service: SERVICE }], asked);
  assert.deepEqual(brief(findings), ['value-in-name:4']);
  assert.match(findings[0]?.next ?? '', /^Name the span "pay"/);
});

test('a growing name does not explain a span of another name', () => {
  const asked = requests([span(SERVICE, 'step 1')], [span(SERVICE, 'step 2')]);
  const findings = found([amountIsNumber, { rule: 'few-names', service: SERVICE }], asked);
  assert.deepEqual(findings.map(finding => finding.cause).sort(), ['not-yet-written', 'value-in-name']);
});

test('an attribute on the span of an Express handler is told from one on any other span', () => {
  const onHandler = span(SERVICE, 'POST /orders', { kind: 'server' }, [
    span(SERVICE, 'request handler', { scope: SCOPE, attributes: { 'app.outcome': 'placed' } }),
  ]);
  const onStep = span(SERVICE, 'POST /orders', { kind: 'server' }, [
    span(SERVICE, 'pay', { attributes: { 'app.outcome': 'placed' } }),
  ]);
  const [handler] = found([outcomeOnEntry], requests([onHandler]));
  assert.equal(handler?.cause, 'attribute-on-another-span');
  assert.equal(handler.where?.line, 12);
  assert.match(handler.next, /getRPCMetadata/);
  const [step] = found([outcomeOnEntry], requests([onStep]));
  assert.equal(step?.cause, 'attribute-on-another-span');
  assert.match(step.saw, /is on "pay", and it was due on "POST \/orders"/);
});

test('the same attribute on another service is no explanation', () => {
  const root = span(SERVICE, 'POST /orders', { kind: 'server' }, [
    span('user-service', 'GET /users/:id', { kind: 'server', attributes: { 'app.outcome': 'placed' } }),
  ]);
  const findings = found([outcomeOnEntry], requests([root]));
  assert.ok(findings.every(finding => finding.cause !== 'attribute-on-another-span'));
});

test('an attribute that is there on one way out and not on the other is told with both', () => {
  const withIt = span(SERVICE, 'POST /orders', { kind: 'server', attributes: { 'app.outcome': 'placed' } });
  const without = span(SERVICE, 'POST /orders', { kind: 'server' });
  const [finding, ...rest] = found([outcomeOnEntry], requests([withIt], [without]));
  assert.equal(finding?.cause, 'attribute-on-some-paths');
  assert.equal(finding.saw, '"POST /orders" has "app.outcome" on order 1, and not on order 2.');
  assert.deepEqual(rest, []);
});

test('a name that is nearly right is told with the right one', () => {
  for (const given of ['amount', 'app.ammount', 'app_amount', 'App.Amount']) {
    const [finding, ...rest] = found(
      [amountIsNumber],
      requests([span(SERVICE, 'pay', { attributes: { [given]: 12 } })]),
    );
    assert.equal(finding?.cause, 'attribute-misspelled', given);
    assert.equal(finding.next, 'Call it "app.amount".');
    assert.deepEqual(rest, []);
  }
});

test('an attribute that has nothing to do with it is not taken for a slip', () => {
  const findings = found(
    [amountIsNumber],
    requests([span(SERVICE, 'pay', { attributes: { 'app.color': 'red' } })]),
  );
  assert.ok(findings.every(finding => finding.cause !== 'attribute-misspelled'));
});

const outcomeIs = (request: string, is: string): Rule => ({
  rule: 'span',
  requests: [request],
  span: { service: SERVICE, kind: 'server' },
  attributes: { 'app.outcome': { type: 'string', is } },
});

test('a value that never changes is told at the line that holds it', () => {
  const root = span(SERVICE, 'POST /orders', { kind: 'server', attributes: { 'app.outcome': 'placed' } });
  const findings = found(
    [outcomeIs('order 1', 'placed'), outcomeIs('order 2', 'failed')],
    requests([root], [root]),
  );
  assert.deepEqual(brief(findings), ['same-value-always:11']);
});

test('a wrong value that does change is not told as one that never does', () => {
  const root = (value: string): SpanSketch =>
    span(SERVICE, 'POST /orders', { kind: 'server', attributes: { 'app.outcome': value } });
  const findings = found(
    [outcomeIs('order 1', 'placed'), outcomeIs('order 2', 'failed')],
    requests([root('placed')], [root('broken')]),
  );
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['attribute-value'],
  );
});

test('a secret is told with its place and its line', () => {
  const rule: Rule = { rule: 'no-secret', what: 'the card number', values: ['4000-0000-0000-0011'] };
  const asked = requests([span(SERVICE, 'pay', { attributes: { 'app.card': '4000-0000-0000-0011' } })]);
  const findings = found([rule], asked);
  assert.deepEqual(brief(findings), ['secret-in-span:9']);
  assert.equal(findings[0]?.saw, '"pay" carries the card number in the attribute "app.card".');
});

test('what no line names is still to be written, and comes before what a later task has in store', () => {
  const refund: Rule = { rule: 'span', span: { service: SERVICE, name: 'refund' } };
  const lab = tinyLab([[refund], [amountIsNumber]], [SERVICE]);
  const asked = requests([span(SERVICE, 'pay', { attributes: { 'app.amount': '12' } })]);
  const findings = findingsOf(lab, evidence(asked, { sources: { 'order-service/pay.ts': SOURCE } }));
  assert.deepEqual(
    findings.map(finding => `${finding.task}:${finding.cause}`),
    ['1:not-yet-written', '2:number-as-text'],
  );
});

test('what a line names and did not arrive is more than unwritten', () => {
  const placed: Rule = { rule: 'span', span: { service: SERVICE, name: 'placed' } };
  const findings = found([placed], requests([span(SERVICE, 'pay')]));
  assert.ok(findings.every(finding => finding.cause !== 'not-yet-written'));
});

test('without the file nobody says what is not in it', () => {
  const lab = tinyLab([amountIsNumber], [SERVICE]);
  const findings = findingsOf(lab, evidence(requests([span(SERVICE, 'other')])));
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['span-missing'],
  );
});
