import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FIRST_NANO, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { openJaeger, type TraceSearch } from './client.ts';
import { JaegerError } from './jaeger-error.ts';
import { nobody, onlyPart, passOn, traceStore, webServer } from './strangers.ts';

const FIRST_MS = Number(FIRST_NANO / 1_000_000n);

const order = (number: number): Span[] =>
  trace(
    span(
      'order-service',
      'POST /orders',
      { kind: 'server', attributes: { 'user_agent.original': `a${number}` } },
      [
        span('order-service', 'place order', {
          status: { code: 'error', message: 'sold out' },
          attributes: { total: 12.5, items: 3, gift: true },
          events: [{ name: 'exception', at: 1, attributes: { 'exception.type': 'SoldOut' } }],
        }),
      ],
    ),
    { number, startMs: number * 10 },
  );

const search = (more: Partial<TraceSearch> = {}): TraceSearch => ({
  service: 'order-service',
  sinceMs: FIRST_MS - 1,
  untilMs: FIRST_MS + 10_000,
  most: 50,
  ...more,
});

const filled = async (context: TestContext, count: number) => {
  const desk = await traceStore(context);
  for (let number = 1; number <= count; number++)
    desk.store.add(order(number), { protocol: 'http/json', raw: new Uint8Array() });
  return desk;
};

const JAEGERS: [string, (path: string) => boolean][] = [
  ['the newest Jaeger', path => path.startsWith('/api/v3/')],
  ['a Jaeger like 2.13', path => path.startsWith('/api/') && !/lost-mail|summaries/.test(path)],
  ['a Jaeger of version 1', path => path.startsWith('/api/') && !/lost-mail|\/v3\//.test(path)],
];

/** What a check reads of a span; the older form has no more of it than this. */
const told = ({ name, kind, status, attributes, events, parentSpanId, startNano, endNano }: Span) => ({
  name,
  kind,
  status,
  attributes: { ...attributes },
  events: events.map(event => ({ name: event.name, attributes: { ...event.attributes } })),
  parentSpanId,
  startNano,
  endNano,
});

for (const [which, has] of JAEGERS) {
  test(`${which} gives the spans as they were sent`, async context => {
    const { base } = await filled(context, 2);
    const client = await openJaeger(await onlyPart(context, base, has));
    assert.deepEqual(await client.services(), ['order-service']);
    const { spans, full } = await client.find(search());
    assert.equal(full, false);
    const byId = (a: Span, b: Span): number =>
      `${a.traceId}${a.spanId}`.localeCompare(`${b.traceId}${b.spanId}`);
    assert.deepEqual(spans.sort(byId).map(told), [...order(1), ...order(2)].sort(byId).map(told));
  });

  test(`${which} finds one trace by an attribute, and none by another`, async context => {
    const { base } = await filled(context, 9);
    const client = await openJaeger(await onlyPart(context, base, has));
    const byAgent = (agent: string) => client.find(search({ attributes: { 'user_agent.original': agent } }));
    assert.deepEqual(
      new Set((await byAgent('a7')).spans.map(one => one.traceId)),
      new Set([`${'0'.repeat(31)}7`]),
    );
    assert.deepEqual((await byAgent('b7')).spans, []);
  });

  test(`${which} says when there may be more than was asked for`, async context => {
    const { base } = await filled(context, 9);
    const client = await openJaeger(await onlyPart(context, base, has));
    assert.equal((await client.find(search({ most: 4 }))).full, true);
    assert.equal((await client.find(search({ most: 10 }))).full, false);
  });
}

test('a server that keeps fewer traces than are asked for is asked for fewer', async context => {
  const { base } = await filled(context, 3);
  const depths: number[] = [];
  const small = await webServer(context, (request, response) => {
    const url = new URL(request.url ?? '/', base);
    const depth = Number(url.searchParams.get('query.searchDepth'));
    if (url.searchParams.has('query.serviceName')) depths.push(depth);
    if (depth > 20) {
      const message = 'search depth must be greater than 0 and less than max traces';
      return void response.writeHead(500).end(JSON.stringify({ error: { httpCode: 500, message } }));
    }
    passOn(url.href, response);
  });
  const client = await openJaeger(small);
  assert.equal((await client.find(search())).spans.length, 6);
  await client.find(search());
  assert.deepEqual(depths, [50, 25, 12, 12]);
});

test('a refusal is told with the words of the server, and an overloaded one is worth another try', async context => {
  const { base } = await traceStore(context);
  let status = 503;
  const sick = await webServer(context, (request, response) => {
    if (request.url?.includes('serviceName'))
      return void response
        .writeHead(status)
        .end(JSON.stringify({ error: { httpCode: status, message: 'storage is full' } }));
    passOn(`${base}${request.url}`, response);
  });
  const client = await openJaeger(sick);
  const failure = async (): Promise<JaegerError> => {
    const error = await client.find(search()).catch((caught: unknown) => caught);
    assert.ok(error instanceof JaegerError);
    return error;
  };
  const overloaded = await failure();
  assert.match(overloaded.message, /answered 503 to \/api\/v3\/traces: "storage is full"\. It is overloaded/);
  assert.equal(overloaded.passing, true);
  status = 403;
  assert.equal((await failure()).passing, false);
});

test('where nobody listens a client can not be had, and that may pass', async () => {
  await assert.rejects(openJaeger(await nobody()), (error: unknown) => {
    assert.ok(error instanceof JaegerError && error.passing);
    return true;
  });
});
