// Jaeger's older API, which its own pages ask.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO } from '#trace-model/builder.ts';
import { get, ID, legacy, legacyError, open, order } from './query-desk.ts';

/** The older dialect leaves out a first half of zeros. */
const SHORT_ID = '0000000000000001';

test('a trace in the older JSON, as the trace page of Jaeger reads it', async t => {
  const desk = await open(t, order());
  const start = Number(FIRST_NANO / 1000n);
  const text = (key: string, value: string) => ({ key, type: 'string', value });
  assert.deepEqual(
    await get(desk, `/api/traces/${ID}?raw=true&prettyPrint=true`),
    legacy([
      {
        traceID: SHORT_ID,
        spans: [
          {
            traceID: SHORT_ID,
            spanID: '0000000000000001',
            operationName: 'POST /orders',
            references: [],
            startTime: start,
            duration: 100_000,
            tags: [text('otel.scope.name', 'test'), text('span.kind', 'server')],
            logs: [],
            processID: 'p1',
            warnings: null,
          },
          {
            traceID: SHORT_ID,
            spanID: '0000000000000002',
            operationName: 'place order',
            references: [
              { refType: 'CHILD_OF', traceID: SHORT_ID, spanID: '0000000000000001' },
              { refType: 'FOLLOWS_FROM', traceID: 'f'.repeat(32), spanID: 'e'.repeat(16) },
            ],
            startTime: start + 10_000,
            duration: 80_000,
            tags: [
              text('otel.scope.name', 'test'),
              { key: 'order.id', type: 'int64', value: 1 },
              { key: 'big', type: 'int64', value: '1152921504606846976' },
              { key: 'raw', type: 'binary', value: 'AQI=' },
              text('list', '["a"]'),
              { key: 'yes', type: 'bool', value: true },
              { key: 'half', type: 'float64', value: 0.5 },
              text('span.kind', 'internal'),
              text('otel.status_code', 'ERROR'),
              { key: 'error', type: 'bool', value: true },
              text('otel.status_description', 'no stock'),
            ],
            logs: [
              {
                timestamp: start + 15_000,
                fields: [text('event', 'exception'), text('exception.type', 'OutOfStock')],
              },
            ],
            processID: 'p2',
            warnings: null,
          },
        ],
        processes: {
          p1: { serviceName: 'gateway', tags: [] },
          p2: { serviceName: 'orders', tags: [{ key: 'process.pid', type: 'int64', value: 42 }] },
        },
        warnings: null,
      },
    ]),
  );
});

test('the older search takes tags both ways, microseconds, and ids', async t => {
  const desk = await open(t, order(1), order(2));
  const count = async (query: string): Promise<number> => {
    const { body } = await get(desk, `/api/traces?start=1600000000000000&end=1800000000000000&${query}`);
    return (body as { data: unknown[] }).data.length;
  };
  assert.equal(await count('service=orders'), 2);
  assert.equal(await count('service=orders&tag=order.id:2'), 1);
  assert.equal(
    await count(`service=orders&tags=${encodeURIComponent('{"order.id":"2","error":"true"}')}`),
    1,
  );
  assert.equal(await count('service=orders&minDuration=81ms'), 0);
  assert.equal(await count('service=orders&limit=1'), 1);
  const { body } = await get(desk, '/api/traces?traceID=2&traceID=99');
  const { data, errors } = body as { data: unknown[]; errors: unknown };
  assert.equal(data.length, 1);
  assert.deepEqual(errors, [{ msg: 'trace not found', traceID: '99'.padStart(16, '0') }]);
  assert.deepEqual(
    await get(desk, '/api/traces?service=a&start=now'),
    legacyError(400, 'unable to parse param \'start\': strconv.ParseInt: parsing "now": invalid syntax'),
  );
  assert.deepEqual(
    await get(desk, '/api/traces?tag=novalue'),
    legacyError(400, "malformed 'tag' parameter, expecting key:value, received: novalue"),
  );
});

test('the search page asks for traces of any service; Jaeger’s clients have to name one', async t => {
  const desk = await open(t, order(1), order(2));
  const window = 'start=0&end=1900000000000000';
  const { status, body } = await get(desk, `/api/view/search?${window}`);
  assert.equal(status, 200);
  assert.equal((body as { traces: unknown[] }).traces.length, 2);
  assert.equal((await get(desk, `/api/traces?${window}`)).status, 400);
});

test('dependencies are calls between the services of a span and its parent, within the window', async t => {
  const desk = await open(t, order(1), order(2));
  const endTs = Number(FIRST_NANO / 1_000_000n) + 1000;
  const link = { parent: 'gateway', child: 'orders', callCount: 2 };
  assert.deepEqual(await get(desk, `/api/dependencies?endTs=${endTs}`), legacy([link]));
  assert.deepEqual(await get(desk, `/api/dependencies?endTs=${endTs}&lookback=10`), legacy([]));
  assert.deepEqual(await get(desk, `/api/dependencies?endTs=${endTs}&service=users`), legacy([]));
});
