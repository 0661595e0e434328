// Failures and what a span says of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanOptions, span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type RequestSketch, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../lab.ts';

const SERVICE = 'order-service';
const EXCEPTION = { name: 'exception', attributes: { 'exception.message': 'down' } };

const SOURCE = `import { SpanStatusCode, trace } from '@opentelemetry/api';
const tracer = trace.getTracer('order-service');
export const pay = () =>
  tracer.startActiveSpan('pay', async span => {
    try {
      span.addEvent('paid');
      span.setStatus({ code: SpanStatusCode.OK });
      await charge();
    } catch (error) {
      span.recordException(error);
      span.setAttribute('error', true);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
`;

const ROUTES = `router.post('/orders', async (request, response) => {
  try {
    response.json(await pay());
  } catch (error) {
    response.status(500).json({ message: 'sorry' });
  }
});
`;

const paying = (options: SpanOptions, more: Partial<RequestSketch> = {}): RequestSketch => ({
  name: 'an order',
  service: SERVICE,
  due: 503,
  traces: [
    span(SERVICE, 'POST /orders', { kind: 'server', status: 'error' }, [span(SERVICE, 'pay', options)]),
  ],
  ...more,
});

const found = (rules: Rule[], ...asked: RequestSketch[]): Finding[] =>
  findingsOf(
    tinyLab(rules, [SERVICE]),
    evidence(asked, { sources: { 'order-service/pay.ts': SOURCE, 'order-service/routes.ts': ROUTES } }),
  );

const brief = (findings: Finding[]): string[] =>
  findings.map(({ cause, where }) => `${cause}:${where?.line}`);

const fails: Rule = {
  rule: 'span',
  span: { service: SERVICE, name: 'pay' },
  status: 'error',
  exception: true,
};
const stays: Rule = { rule: 'span', span: { service: SERVICE, name: 'pay' }, status: 'not-error' };

test('a failure that says both passes', () => {
  assert.deepEqual(found([fails], paying({ status: 'error', events: [EXCEPTION] })), []);
});

test('an exception without a status is told at the recordException', () => {
  const asked = [paying({ events: [EXCEPTION] })];
  const sources = { 'order-service/pay.ts': 'span.end();\nspan.recordException(error);' };
  const [finding] = findingsOf(tinyLab([fails], [SERVICE]), evidence(asked, { sources }));
  assert.equal(finding?.cause, 'exception-without-status');
  assert.equal(finding.where?.line, 2);
  assert.match(finding.next, /^Add span.setStatus/);
});

test('where a status is set and did not arrive, that line is to be looked at', () => {
  const [finding] = found([fails], paying({ events: [EXCEPTION] }));
  assert.equal(finding?.cause, 'exception-without-status');
  assert.equal(finding.where?.line, 12);
  assert.match(finding.next, /^Check this setStatus/);
});

test('a status without an exception is told at the setStatus', () => {
  assert.deepEqual(brief(found([fails], paying({ status: 'error' }))), ['status-without-exception:12']);
});

test('a span that was told nothing is one finding, at the span', () => {
  const [finding, ...rest] = found([fails], paying({}));
  assert.equal(finding?.cause, 'failure-not-told');
  assert.equal(finding.where?.line, 4);
  assert.deepEqual(rest, []);
});

test('where the exception went to another span, the finding names that span', () => {
  const handler = span(SERVICE, 'request handler', { events: [EXCEPTION] }, [span(SERVICE, 'pay')]);
  const [finding] = found(
    [fails],
    paying({}, { traces: [span(SERVICE, 'POST /orders', { kind: 'server' }, [handler])] }),
  );
  assert.equal(finding?.cause, 'failure-not-told');
  assert.match(finding.saw, /The exception is on "request handler"\.$/);
});

test('OK on a span that failed is told as final, with or without the exception', () => {
  assert.deepEqual(brief(found([fails], paying({ status: 'ok', events: [EXCEPTION] }))), ['ok-is-final:7']);
  assert.equal(found([fails], paying({ status: 'ok' }))[0]?.cause, 'ok-is-final');
});

test('OK on a good span is nobody’s business', () => {
  assert.deepEqual(found([stays], paying({ status: 'ok' }, { due: 201 })), []);
});

test('error=true is told as an attribute, in whatever type it comes', () => {
  for (const value of [true, 'true']) {
    const findings = found([fails], paying({ attributes: { error: value }, events: [EXCEPTION] }));
    assert.deepEqual(brief(findings), ['error-as-attribute:11']);
  }
});

test('error=false says nothing', () => {
  const findings = found([fails], paying({ attributes: { error: false }, events: [EXCEPTION] }));
  assert.equal(findings[0]?.cause, 'exception-without-status');
});

test('a 4xx that was due and painted red is told as an answer', () => {
  const [finding, ...rest] = found([stays], paying({ status: 'error' }, { due: 402 }));
  assert.equal(finding?.cause, 'answer-painted-red');
  assert.equal(finding.where?.line, 12);
  assert.equal(
    finding.saw,
    'An order was answered with 402, as it should be, and "pay" has the status error.',
  );
  assert.deepEqual(rest, []);
});

test('a red span on a request that was answered otherwise is no answer painted red', () => {
  const findings = found([stays], paying({ status: 'error' }, { due: 402, status: 500 }));
  assert.ok(findings.every(finding => finding.cause !== 'answer-painted-red'));
});

test('an event of what did not happen is told at its line', () => {
  const rule: Rule = { rule: 'span', span: { service: SERVICE, name: 'pay' }, noEvents: ['paid'] };
  assert.deepEqual(brief(found([rule], paying({ events: [{ name: 'paid' }] }))), ['event-before-step:6']);
  assert.deepEqual(found([rule], paying({})), []);
});

test('a 5xx without any exception is told at the answer given by hand', () => {
  const rule: Rule = { rule: 'reason', service: SERVICE };
  const findings = found([rule], paying({ status: 'error' }));
  assert.deepEqual(brief(findings), ['reason-lost:5']);
});

test('a 5xx with another number, answered by hand, is part of the same finding', () => {
  const rules: Rule[] = [{ rule: 'answers' }, { rule: 'reason', service: SERVICE }];
  const findings = found(rules, paying({}, { due: 503, status: 500 }));
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['reason-lost'],
  );
});
