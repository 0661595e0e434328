import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import { decodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { lostMailBox } from './lost-mail.ts';
import { startQueryServer } from './query-server.ts';
import { openStore, type TraceStore } from './store.ts';

type Desk = { url: string; port: number; store: TraceStore };

const NOWHERE = new Uint8Array();
const arrive = (store: TraceStore, spans: Span[]): void =>
  store.add(spans, { protocol: 'http/json', raw: NOWHERE });

const order = (number = 1): Span[] =>
  trace(
    span('gateway', 'POST /orders', { kind: 'server', ms: 100 }, [
      span('orders', 'place order', {
        at: 10,
        ms: 80,
        status: { code: 'error', message: 'no stock' },
        attributes: {
          'order.id': number,
          big: 2n ** 60n,
          raw: Uint8Array.of(1, 2),
          list: ['a'],
          yes: true,
          half: 0.5,
        },
        events: [{ name: 'exception', at: 5, attributes: { 'exception.type': 'OutOfStock' } }],
        links: [{ traceId: 'f'.repeat(32), spanId: 'e'.repeat(16) }],
        resource: { 'process.pid': 42n },
      }),
    ]),
    { number },
  );

const ID = '00000000000000000000000000000001';
/** The older dialect leaves out a first half of zeros. */
const SHORT_ID = '0000000000000001';

const open = async (t: TestContext, ...traces: Span[][]): Promise<Desk> => {
  const store = openStore();
  const lostMail = lostMailBox();
  lostMail.add({ reason: 'wrong-path', at: 1, port: 'http', bytes: 3, remotePort: 4, detail: 'POST /<b>' });
  const server = await startQueryServer({ port: 0, store, lostMail });
  t.after(async () => {
    await server.close();
    store.close();
  });
  for (const spans of traces) arrive(store, spans);
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, store };
};

const get = async ({ url }: Desk, path: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url + path);
  return { status: response.status, body: await response.json() };
};

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
const legacy = (data: unknown, total = 0) => ({
  status: 200,
  body: { data, total, limit: 0, offset: 0, errors: null },
});
const legacyError = (code: number, msg: string) => ({
  status: code,
  body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] },
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

test('lost mail and the state of the store can be asked for', async t => {
  const desk = await open(t, order());
  const { body } = await get(desk, '/api/lost-mail');
  const mail = { reason: 'wrong-path', at: 1, port: 'http', bytes: 3, remotePort: 4, detail: 'POST /<b>' };
  assert.deepEqual(body, { total: 1, lostMail: [mail] });
  const health = (await get(desk, '/health')).body as Record<string, unknown>;
  assert.deepEqual([health.status, health.traces, health.spans, health.kept], ['ok', 1, 2, 'memory']);
});

test('the live stream tells of a trace as it arrives', async t => {
  const desk = await open(t);
  const response = await fetch(`${desk.url}/api/live`);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.ok(response.body);
  arrive(desk.store, order());
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes('event: traces')) break;
  }
  const data = /event: traces\ndata: (.*)\n/.exec(text)?.[1] ?? '';
  assert.deepEqual(JSON.parse(data), {
    traces: [
      {
        traceId: ID,
        rootServiceName: 'gateway',
        rootOperationName: 'POST /orders',
        spanCount: 2,
        errorSpanCount: 1,
        durationNano: '100000000',
      },
    ],
    more: 0,
  });
});

const page = async (desk: Desk, path: string): Promise<{ status: number; text: string; policy: string }> => {
  const response = await fetch(desk.url + path);
  return {
    status: response.status,
    text: await response.text(),
    policy: response.headers.get('content-security-policy') ?? '',
  };
};

test('each of Jaeger’s addresses is answered with the page of the explorer, which may load nothing from elsewhere', async t => {
  const desk = await open(t, order());
  for (const path of [
    '/',
    '/search?service=orders&tags=%7B%22order.id%22%3A%221%22%7D&minDuration=1ms',
    '/dependencies',
    '/sql',
    '/lost-mail',
    `/trace/${ID}?uiFind=orders`,
    '/trace/abc',
    `/trace/${ID}...abc`,
    '/trace/...',
  ]) {
    const { status, text, policy } = await page(desk, path);
    assert.equal(status, 200, path);
    assert.match(text, /<script type="module" src="\/view\/main\.js">/);
    assert.match(policy, /default-src 'none'; script-src 'self';/);
  }
  const { text } = await page(desk, '/trace/abc');
  assert.match(text, new RegExp(`href="/api/view/traces/${'abc'.padStart(32, '0')}"`));
});

test('nothing an address or a span says becomes markup', async t => {
  const evil = '<script>alert("x")</script>';
  const desk = await open(t, trace(span(evil, evil, { attributes: { [evil]: evil } })));
  for (const path of ['/', `/trace/${ID}`, `/search?service=${evil}`, `/trace/${ID}?uiFind=${evil}`])
    assert.doesNotMatch((await page(desk, path)).text, /alert/);
});

const asked = (
  port: number,
  headers: Record<string, string>,
  path = '/api/v3/services',
  method = 'GET',
): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request({ port, host: '127.0.0.1', path, method, headers }, response => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  sent.on('error', reject);
  sent.end();
  return promise;
};

test('a Host or an Origin that is not this machine is refused, on every path', async t => {
  const { port } = await open(t, order());
  for (const path of ['/', '/api/v3/services', '/api/live', `/trace/${ID}`, '/health']) {
    assert.equal(await asked(port, { host: 'evil.example' }, path), 403);
    assert.equal(await asked(port, { host: 'localhost.evil.example:16686' }, path), 403);
    assert.equal(await asked(port, { origin: 'https://evil.example' }, path), 403);
    assert.equal(await asked(port, { origin: 'null' }, path), 403);
  }
  assert.equal(await asked(port, { host: 'localhost:16686', origin: 'http://localhost:3000' }), 200);
  assert.equal(await asked(port, { host: '[::1]:16686' }), 200);
});

test('only reading is possible, and an unknown path is not found', async t => {
  const { port } = await open(t);
  assert.equal(await asked(port, {}, '/api/v3/services', 'POST'), 405);
  assert.equal(await asked(port, {}, '/api/v3/services', 'DELETE'), 405);
  for (const path of ['/nowhere', '/api/v3/nowhere', '/api/nowhere', '//', '/trace/', '/trace/%00']) {
    assert.equal(await asked(port, {}, path), 404, path);
  }
});

test('who mistypes an address gets a page, a program gets a line', async t => {
  const { port } = await open(t);
  const typeOf = async (path: string, accept: string): Promise<string> => {
    const answer = await fetch(`http://localhost:${port}${path}`, { headers: { accept } });
    assert.equal(answer.status, 404, path);
    await answer.text();
    return answer.headers.get('content-type') ?? '';
  };
  assert.match(await typeOf('/nowhere', 'text/html,*/*;q=0.8'), /^text\/html/);
  assert.match(await typeOf('/nowhere', '*/*'), /^text\/plain/);
  assert.match(await typeOf('/api/nowhere', 'text/html'), /^text\/plain/);
});
