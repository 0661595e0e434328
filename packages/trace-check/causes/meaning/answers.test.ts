// Answers that are not the shop's: swallowed, replaced, or dressed as a success.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type RequestSketch, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../lab.ts';

const SERVICE = 'order-service';
const RULES: Rule[] = [
  { rule: 'answers' },
  { rule: 'span', requests: ['the bad one'], span: { service: SERVICE, kind: 'server' }, status: 'error' },
];

const GOOD_ANSWER = { id: '7', total: 12, receipt: 'receipt-1' };

const SWALLOWS = `export const pay = async () => {
  try {
    return await charge();
  } catch (error) {
    console.log(error);
  }
};
`;
const REPLACES = `export const pay = async () => {
  try {
    return await charge();
  } catch (error) {
    throw new Error('no luck');
  }
};
`;
const ANSWERS = `router.post('/orders', async (request, response) => {
  try {
    response.status(201).json(await pay());
  } catch {
    response.json({ ok: false });
  }
});
`;

const asked = (name: string, due: number, status: number, answer: unknown): RequestSketch => ({
  name,
  service: SERVICE,
  method: 'POST',
  path: '/orders',
  due,
  status,
  answer,
  traces: [span(SERVICE, 'POST /orders', { kind: 'server' })],
});

const found = (
  source: string,
  bad: RequestSketch,
  good = asked('the good one', 201, 201, GOOD_ANSWER),
): Finding[] =>
  findingsOf(
    tinyLab(RULES, [SERVICE]),
    evidence([good, bad], { sources: { 'order-service/pay.ts': source } }),
  );

const brief = (findings: Finding[]): string[] =>
  findings.map(({ cause, where }) => `${cause}:${where?.line}`);

const stumbled = {
  error: { code: 'internal-error', message: "Cannot read properties of undefined (reading 'id')" },
};

test('a failure that was answered like a good order was swallowed', () => {
  const bad = asked('the bad one', 503, 201, { ...GOOD_ANSWER, receipt: 'made up' });
  assert.deepEqual(brief(found(SWALLOWS, bad)), ['error-swallowed:4']);
});

test('a failure that broke later over a missing value was swallowed', () => {
  assert.deepEqual(brief(found(SWALLOWS, asked('the bad one', 402, 500, stumbled))), ['error-swallowed:4']);
});

test('when good orders break over a missing value too, nothing was swallowed', () => {
  const findings = found(
    SWALLOWS,
    asked('the bad one', 402, 500, stumbled),
    asked('the good one', 201, 500, stumbled),
  );
  assert.ok(findings.every(finding => finding.cause !== 'error-swallowed'));
});

test('an error in the body of a success is told at the answer', () => {
  const findings = found(ANSWERS, asked('the bad one', 503, 200, { ok: false }));
  assert.deepEqual(brief(findings), ['failure-answered-as-success:5']);
});

test('an error thrown in place of the one that was caught is told at the throw', () => {
  const answer = { error: { code: 'internal-error', message: 'no luck' } };
  assert.deepEqual(brief(found(REPLACES, asked('the bad one', 503, 500, answer)).slice(0, 1)), [
    'error-replaced:5',
  ]);
});

test('without a throw in a catch, nobody is accused of replacing an error', () => {
  const answer = { error: { code: 'internal-error', message: 'no luck' } };
  const findings = found(ANSWERS, asked('the bad one', 503, 500, answer));
  assert.ok(findings.every(finding => finding.cause !== 'error-replaced'));
});

test('an answer that is as it should be is not looked at', () => {
  const bad = {
    ...asked('the bad one', 503, 503, {}),
    traces: [span(SERVICE, 'POST /orders', { kind: 'server', status: 'error' as const })],
  };
  assert.deepEqual(found(SWALLOWS, bad), []);
});
