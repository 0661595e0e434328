// Jaeger's API of today, /api/v3; what it shares with the older one is asked of both.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO } from '#trace-model/builder.ts';
import { decodeOtlpJson } from '#trace-model/otlp.ts';
import { type Desk, get, ID, legacy, legacyError, open, order } from './query-desk.ts';

const window = {
  'query.startTimeMin': '2023-01-01T00:00:00Z',
  'query.startTimeMax': '2024-01-01T00:00:00.5Z',
};
const v3 = (kind: 'traces' | 'trace-summaries', params: Record<string, string> = {}): string =>
  `/api/v3/${kind}?${new URLSearchParams({ ...window, ...params })}`;
const found = async (desk: Desk, params: Record<string, string>): Promise<number> => {
  const { body } = await get(desk, v3('trace-summaries', params));
  return (body as { summaries: unknown[] }).summaries.length;
};
const v3Error = (httpCode: number, message: string) => ({
  status: httpCode,
  body: { error: { httpCode, message } },
});

test('services and operations, in both dialects', async t => {
  const desk = await open(t, order());
  const services = ['gateway', 'orders'];
  assert.deepEqual(await get(desk, '/api/v3/services'), { status: 200, body: { services } });
  assert.deepEqual(await get(desk, '/api/services'), legacy(services, 2));
  const operations = [{ name: 'POST /orders', spanKind: 'server' }];
  assert.deepEqual(await get(desk, '/api/v3/operations?service=gateway'), {
    status: 200,
    body: { operations },
  });
  const none = { status: 200, body: { operations: [] } };
  assert.deepEqual(await get(desk, '/api/v3/operations?service=gateway&spanKind=client'), none);
  assert.deepEqual(await get(desk, '/api/operations?service=gateway'), legacy(operations, 1));
  assert.deepEqual(await get(desk, '/api/services/gateway/operations'), legacy(['POST /orders'], 1));
  assert.deepEqual(await get(desk, '/api/operations'), legacyError(400, "parameter 'service' is required"));
});

test('an empty store has no services', async t => {
  assert.deepEqual(await get(await open(t), '/api/v3/services'), { status: 200, body: { services: [] } });
});

test('a trace by id is OTLP JSON in a result, and reads back as it was', async t => {
  const desk = await open(t, order(), order(2));
  const { status, body } = await get(desk, `/api/v3/traces/${ID}`);
  assert.equal(status, 200);
  assert.ok((body as { result: { resourceSpans: unknown[] } }).result.resourceSpans.length === 2);
  assert.deepEqual(decodeOtlpJson(body), order());
  assert.deepEqual((await get(desk, '/api/v3/traces/1')).body, body);
});

test('a trace that is not there, and an id that is none', async t => {
  const desk = await open(t, order());
  assert.deepEqual(await get(desk, '/api/v3/traces/abc'), v3Error(404, 'No traces found'));
  const why = 'strconv.ParseUint: parsing "xyz": invalid syntax';
  assert.deepEqual(
    await get(desk, '/api/v3/traces/xyz'),
    v3Error(400, `malformed parameter trace_id: ${why}`),
  );
  assert.deepEqual(await get(desk, '/api/traces/abc'), legacyError(404, 'trace not found'));
  assert.deepEqual(await get(desk, '/api/traces/xyz'), legacyError(400, why));
});

test('a summary has the numbers of the trace, and leaves zeros out', async t => {
  const desk = await open(t, order(), order(2).slice(1));
  const { body } = await get(desk, v3('trace-summaries'));
  const orders = { name: 'orders', spanCount: 1, errorSpanCount: 1 };
  const at = (ms: number): string => String(FIRST_NANO + BigInt(ms * 1e6));
  assert.deepEqual(body, {
    summaries: [
      {
        traceId: '00000000000000000000000000000002',
        minStartTimeUnixNano: at(10),
        maxEndTimeUnixNano: at(90),
        spanCount: 1,
        errorSpanCount: 1,
        orphanSpanCount: 1,
        services: [orders],
      },
      {
        traceId: ID,
        rootServiceName: 'gateway',
        rootOperationName: 'POST /orders',
        minStartTimeUnixNano: at(0),
        maxEndTimeUnixNano: at(100),
        spanCount: 2,
        errorSpanCount: 1,
        services: [{ name: 'gateway', spanCount: 1 }, orders],
      },
    ],
  });
});

test('a search narrows by every parameter, in today’s spelling and the older one', async t => {
  const desk = await open(t, order(1), order(2), order(3));
  assert.equal(await found(desk, {}), 3);
  assert.equal(await found(desk, { 'query.attributes': '{"order.id":"2"}' }), 1);
  assert.equal(await found(desk, { 'query.attributes': '{"order.id":"2","resource.process.pid":"42"}' }), 1);
  assert.equal(await found(desk, { 'query.attributes': '{"order.id":"9"}' }), 0);
  assert.equal(await found(desk, { 'query.searchDepth': '2' }), 2);
  assert.equal(await found(desk, { 'query.num_traces': '1' }), 1);
  assert.equal(await found(desk, { 'query.serviceName': 'orders', 'query.operationName': 'place order' }), 3);
  assert.equal(
    await found(desk, { 'query.service_name': 'gateway', 'query.operation_name': 'place order' }),
    0,
  );
  assert.equal(await found(desk, { 'query.serviceName': 'orders', 'query.durationMin': '81ms' }), 0);
  assert.equal(await found(desk, { 'query.serviceName': 'orders', 'query.duration_max': '80ms' }), 3);
  assert.equal(await found(desk, { 'query.startTimeMin': '2023-12-01T00:00:00Z' }), 0);
  const { body } = await get(desk, v3('traces', { 'query.attributes': '{"order.id":"2"}' }));
  assert.deepEqual(decodeOtlpJson(body), order(2));
  assert.deepEqual(
    await get(desk, v3('traces', { 'query.serviceName': 'nobody' })),
    v3Error(404, 'No traces found'),
  );
});

test('a search that cannot be read is refused in the words of Jaeger', async t => {
  const desk = await open(t);
  const cases: [string, number, string][] = [
    ['/api/v3/traces', 400, 'query.startTimeMin and query.startTimeMax are required'],
    [
      v3('traces', { 'query.startTimeMax': '2000-01-01T00:00:00Z' }),
      400,
      'query.startTimeMin must be before query.startTimeMax',
    ],
    [
      v3('traces', { 'query.searchDepth': 'x' }),
      400,
      'malformed parameter query.searchDepth: strconv.Atoi: parsing "x": invalid syntax',
    ],
    [
      v3('traces', { 'query.searchDepth': '0' }),
      500,
      'search depth must be greater than 0 and less than max traces',
    ],
    [
      v3('traces', { 'query.durationMin': '5' }),
      400,
      'malformed parameter query.durationMin: time: missing unit in duration "5"',
    ],
    [
      v3('traces', { 'query.attributes': '{"a":1}' }),
      400,
      'malformed parameter query.attributes: json: cannot unmarshal number into Go value of type string',
    ],
  ];
  for (const [path, status, message] of cases)
    assert.deepEqual(await get(desk, path), v3Error(status, message));
});
