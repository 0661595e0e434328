// The service runs, and a line of the learner's does not do what it says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { evidence, findingsOf, type Surroundings, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const SERVICE = 'order-service';
const SOURCE = `export const pay = async (payment, terminal) => {
  terminal.checkCard(payment);
  await new Promise(() => {});
  span.setStatus({ code: SpanStatusCode.ERROR });
};
`;
const PART = '/w/labs/NN/order-service/pay.ts';

type Asked = Parameters<typeof evidence>[0][number];

const found = (asked: Partial<Asked>, around: Surroundings = {}): Finding[] =>
  findingsOf(
    tinyLab([{ rule: 'answers' }], [SERVICE]),
    evidence(
      [
        {
          name: 'an order',
          service: SERVICE,
          traces: [span(SERVICE, 'POST /orders', { kind: 'server' })],
          ...asked,
        },
      ],
      {
        sources: { 'order-service/pay.ts': SOURCE },
        ...around,
      },
    ),
  );

const brief = (findings: Finding[]): string[] =>
  findings.map(({ cause, where }) => `${cause}:${where?.line}`);

const threw = (type: string, message: string, at: string): Partial<Asked> => ({
  status: 500,
  traces: [
    span(SERVICE, 'POST /orders', { kind: 'server', status: 'error' }, [
      span(SERVICE, 'request handler', {
        events: [
          {
            name: 'exception',
            attributes: {
              'exception.type': type,
              'exception.message': message,
              'exception.stacktrace': `${type}: ${message}\n    at pay (file://${at})`,
            },
          },
        ],
      }),
    ]),
  ],
});

test('a name that is not imported is told with the line that used it', () => {
  const findings = found(threw('ReferenceError', 'SpanStatusCode is not defined', `${PART}:4:23`));
  assert.deepEqual(brief(findings), ['error-in-part:4']);
  assert.match(findings[0]?.next ?? '', /^Import this name/);
});

test('an error thrown on purpose, or in a file of the shop, is not the learner’s slip', () => {
  for (const asked of [
    threw('ShopError', 'There is no user 9.', `${PART}:4:23`),
    threw('TypeError', 'x is not a function', '/w/services/order-service/orders.ts:4:23'),
  ])
    assert.deepEqual(
      found(asked).map(finding => finding.cause),
      ['wrong-answer'],
    );
});

test('a library that was called wrongly is the fault of the line that called it', () => {
  const [finding] = found(
    threw(
      'TypeError',
      'Cannot read properties of undefined',
      `/w/node_modules/x/y.js:1:1)\n    at set (file://${PART}:4:1`,
    ),
  );
  assert.equal(finding?.cause, 'error-in-part');
  assert.equal(finding.where?.line, 4);
});

test('an error of the shop that ends the process came out of a promise nobody awaited', () => {
  const crash = {
    name: 'CardDeclined',
    message: 'The card was declined.',
    stack:
      'CardDeclined: The card was declined.\n    at Object.checkCard (file:///w/services/order-service/payment-terminal.ts:36:1)',
  };
  const findings = found({}, { processes: { [SERVICE]: { endedEarly: true, crash } } });
  assert.deepEqual(brief(findings), ['promise-not-awaited:2']);
});

test('any other error that ends the process is a crash', () => {
  const crash = { name: 'TypeError', message: 'boom', stack: 'TypeError: boom' };
  const findings = found({}, { processes: { [SERVICE]: { endedEarly: true, crash } } });
  assert.equal(findings[0]?.cause, 'crash');
});

test('a request that stays open points at the promise made by hand', () => {
  assert.deepEqual(brief(found({ failure: 'timeout' })), ['never-settles:3']);
});

test('a service that is stuck in a loop is not waiting for a promise', () => {
  const findings = found(
    { failure: 'timeout' },
    { processes: { [SERVICE]: { stuckAt: [{ path: PART, line: 3 }] } } },
  );
  assert.deepEqual(
    findings.map(finding => finding.cause),
    ['endless-loop'],
  );
});
