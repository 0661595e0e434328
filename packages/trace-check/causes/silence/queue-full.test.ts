// Spans that were made and ended, and had no room: the SDK says so on its own channel alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { ProcessRecord } from '../../evidence.ts';
import { evidence, findingsOf, tinyLab } from '../../evidence-builder.ts';
import type { Finding } from '../../finding.ts';

const LINE = "    tracer.startSpan('look at place').end();";
const SOURCES = { 'order-service/place-order.ts': `export const placeOrder = () => {\n${LINE}\n};\n` };
const STACK = 'Error: x\n    at placeOrder (file:///w/labs/NN/order-service/place-order.ts:2:7)';
const overflows = { level: 'warn', message: 'maxQueueSize reached, dropping spans', stack: STACK } as const;
const dropped = (count: number) =>
  ({ level: 'warn', message: `Dropped ${count} spans because maxQueueSize reached`, stack: '' }) as const;

const found = (left: Partial<ProcessRecord>): Finding[] =>
  findingsOf(
    tinyLab([
      [
        { rule: 'reports', services: ['order-service'] },
        { rule: 'span', span: { service: 'order-service', name: 'place order' }, count: 1 },
        { rule: 'edge', from: 'order-service', to: 'user-service' },
        { rule: 'one-trace' },
      ],
    ]),
    evidence(
      [
        {
          name: 'an order',
          traces: [
            span('order-service', 'POST /orders', { kind: 'server' }),
            span('user-service', 'GET /users/:id', { kind: 'server', parentSpanId: '00000000000000ff' }),
          ],
        },
      ],
      { processes: { 'order-service': left }, sources: SOURCES },
    ),
  );

test('what is missing after the queue overflowed is one finding, at the line that ended one span too many', () => {
  const [finding, ...rest] = found({ sdkSaid: [overflows, dropped(2952), dropped(48)] });
  assert.deepEqual(rest, []);
  assert.equal(finding?.cause, 'queue-full');
  assert.match(
    finding.saw,
    /^order-service ended more spans at once than its queue of 2048 holds, and 3000 were dropped\.$/,
  );
  assert.equal(finding.where?.line, 2);
  assert.match(finding.where?.code ?? '', /look at place/);
});

test('how many is left out as long as the SDK has not said it', () => {
  const [finding] = found({ sdkSaid: [overflows] });
  assert.match(finding?.saw ?? '', /queue of 2048 holds\.$/);
});

test('a queue that a variable made small leads to the variable', () => {
  const [finding] = found({ sdkSaid: [overflows], env: { OTEL_BSP_MAX_QUEUE_SIZE: '10' } });
  assert.match(finding?.saw ?? '', /its queue of 10 holds/);
  assert.match(finding?.next ?? '', /unset OTEL_BSP_MAX_QUEUE_SIZE/);
});

test('without those words of the SDK it is another cause', () => {
  for (const { cause } of found({ sdkSaid: [] })) assert.notEqual(cause, 'queue-full');
});
