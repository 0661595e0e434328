// The shop as its callers see it: four real services, real HTTP, real telemetry.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import {
  type RunningService,
  SERVICE_NAMES,
  type ServiceName,
  startService,
} from '#trace-check/launch/service.ts';
import { type Span, serviceName } from '#trace-model/span.ts';
import { type Receivers, startReceivers } from '#trace-store/receivers.ts';

const root = join(import.meta.dirname, '..');
const ARRIVES_WITHIN_MS = 3_000;

let receivers: Receivers;
let ports: Record<ServiceName, number>;
let running: RunningService[] = [];
const spans: Span[] = [];

before(async () => {
  receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: arrived => spans.push(...arrived),
    onLostMail: mail => assert.fail(`lost mail: ${mail.reason}`),
  });
  const numbers = await freePorts(SERVICE_NAMES.length);
  ports = Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, numbers[index] ?? 0])) as typeof ports;
  running = SERVICE_NAMES.map(service =>
    startService({
      root,
      service,
      ports,
      partDirs: [],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receivers.httpPort}`,
        OTEL_BSP_SCHEDULE_DELAY: '50',
        ...(service === 'user-service' ? { SHOP_FAULTS: 'find user:latency=5' } : {}),
      },
    }),
  );
  await Promise.all(running.map(one => one.ready));
});

after(async () => {
  for (const one of running) one.kill();
  await receivers.close();
});

type Answer = {
  status: number;
  body: { error?: { code: string; message: string } } & Record<string, unknown>;
};

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  service: ServiceName = 'api-gateway',
): Promise<Answer> => {
  const answer = await fetch(`http://localhost:${ports[service]}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
  });
  return { status: answer.status, body: await answer.json() };
};

const LAPTOP = { user_id: '1', product: 'Laptop', quantity: 1 };

/** Waits until a whole trace with spans of all these services has arrived: one root, every parent there. */
const traceOf = async (from: number, services: ServiceName[]): Promise<Span[]> => {
  const deadline = Date.now() + ARRIVES_WITHIN_MS;
  const since = BigInt(from) * 1_000_000n;
  for (;;) {
    for (const id of new Set(spans.filter(span => span.startNano >= since).map(span => span.traceId))) {
      const trace = spans.filter(span => span.traceId === id);
      const ids = new Set(trace.map(span => span.spanId));
      const whole = trace.filter(span => !ids.has(span.parentSpanId)).length === 1;
      if (whole && services.every(service => trace.some(span => serviceName(span) === service))) return trace;
    }
    assert.ok(
      Date.now() < deadline,
      `No whole trace through ${services.join(', ')} within ${ARRIVES_WITHIN_MS} ms.`,
    );
    await pause(10);
  }
};

test('an order is answered with 201 and is one whole trace through four services', async () => {
  const from = Date.now();
  const { status, body } = await ask('POST', '/orders', LAPTOP);
  assert.equal(status, 201);
  assert.equal(body.total, 1200);
  const trace = await traceOf(from, ['api-gateway', 'order-service', 'user-service', 'inventory-service']);
  const ids = new Set(trace.map(span => span.spanId));
  const roots = trace.filter(span => !ids.has(span.parentSpanId));
  assert.deepEqual(
    roots.map(span => span.name),
    ['POST /orders'],
  );
});

test('an order that was placed can be looked up', async () => {
  const placed = await ask('POST', '/orders', { user_id: '2', items: [{ product: 'Mouse', quantity: 2 }] });
  const found = await ask('GET', `/orders/${String(placed.body.id)}`);
  assert.equal(found.status, 200);
  assert.equal(found.body.total, 50);
  assert.equal(found.body.customer, 'Grace');
});

const REFUSALS: [string, string, string, unknown, number, string][] = [
  ['an unknown user', 'POST', '/orders', { ...LAPTOP, user_id: '99' }, 404, 'unknown-user'],
  ['an unknown product', 'POST', '/orders', { ...LAPTOP, product: 'Sofa' }, 404, 'unknown-product'],
  ['a product that is sold out', 'POST', '/orders', { ...LAPTOP, product: 'Turntable' }, 409, 'out-of-stock'],
  ['a card that is declined', 'POST', '/orders', { ...LAPTOP, user_id: '7' }, 402, 'card-declined'],
  ['a body that is no JSON', 'POST', '/orders', '{"user_id"', 400, 'bad-request'],
  ['a body without a product', 'POST', '/orders', { user_id: '1' }, 400, 'bad-order'],
  ['more than we sell', 'POST', '/orders', { ...LAPTOP, quantity: 101 }, 422, 'too-many'],
  ['an unknown order', 'GET', '/orders/99999', undefined, 404, 'unknown-order'],
  ['a delay that is none', 'GET', '/orders/1001?delay=soon', undefined, 400, 'bad-delay'],
  ['an address nobody serves', 'GET', '/baskets', undefined, 404, 'unknown-route'],
];

for (const [what, method, path, body, status, code] of REFUSALS)
  test(`${what} is refused with ${status} and a reason in JSON`, async () => {
    const answer = await ask(method, path, body);
    assert.equal(answer.status, status);
    assert.equal(answer.body.error?.code, code);
    assert.ok(answer.body.error?.message);
  });

test('?delay= makes one step slow, and the answer comes all the same', async () => {
  const from = performance.now();
  const { status } = await ask('POST', '/orders?delay=120', LAPTOP);
  assert.equal(status, 201);
  assert.ok(performance.now() - from >= 119);
});

test('a fault can be switched on and off while the shop runs', async () => {
  const set = await ask('POST', '/admin/faults', { step: 'charge card', error: 503 }, 'order-service');
  assert.equal(set.status, 201);
  assert.equal((await ask('POST', '/orders', LAPTOP)).status, 503);
  await ask('DELETE', '/admin/faults', undefined, 'order-service');
  assert.equal((await ask('POST', '/orders', LAPTOP)).status, 201);
});

test('a fault that is none is refused with what is wrong', async () => {
  const answer = await ask('POST', '/admin/faults', { step: 'charge card' }, 'order-service');
  assert.equal(answer.status, 400);
  assert.match(answer.body.error?.message ?? '', /latency.*error/);
});

test('a fault of the environment is there from the start', async () => {
  const { body } = await ask('GET', '/admin/faults', undefined, 'user-service');
  assert.deepEqual(body.faults, [{ step: 'find user', latency: 5 }]);
});

test('health is asked for often, and leaves no trace', async () => {
  const from = Date.now();
  assert.equal((await ask('GET', '/health')).status, 200);
  await ask('GET', '/orders/1001');
  await traceOf(from, ['api-gateway', 'order-service', 'user-service']);
  assert.equal(
    spans.some(span => span.name.includes('health')),
    false,
  );
});

test('a service that is told to stop answers what it has begun, and its spans arrive', async () => {
  const from = Date.now();
  const slow = ask('GET', '/orders/1002?delay=150');
  const deadline = Date.now() + ARRIVES_WITHIN_MS;
  const user = running.find(one => one.service === 'user-service');
  assert.ok(user);
  // the request is on its way as soon as the fault's wait has begun; 50 ms is well inside its 150
  while (Date.now() < from + 50) {
    assert.ok(Date.now() < deadline);
    await pause(5);
  }
  await Promise.all(running.map(one => one.stop()));
  assert.equal((await slow).status, 200);
  await traceOf(from, ['api-gateway', 'order-service', 'user-service']);
  const exits = await Promise.all(running.map(one => one.exited));
  assert.deepEqual(
    exits.map(exit => exit.code),
    [0, 0, 0, 0],
  );
});
