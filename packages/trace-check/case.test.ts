import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_NANO, type SpanSketch, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { openCase, sourcesOf, spansOf, userAgentOf } from './case.ts';
import { evidence, SENT_AT, tinyLab } from './evidence-builder.ts';

const lab = tinyLab([]);
const GAP_MS = 1_000;

const asked = (agent: string, children: SpanSketch[] = []) =>
  span('api-gateway', 'GET', { kind: 'server', attributes: { 'user_agent.original': agent } }, children);

const names = (spans: Span[]): string[] => spans.map(one => one.name);

test('a trace that carries the user agent of a request is of that request, wherever it lies in time', () => {
  const late = trace(asked(userAgentOf('request-0'), [span('order-service', 'late')]), {
    number: 77,
    startMs: GAP_MS + 100,
  });
  const { requests, stray } = openCase(
    lab,
    evidence([{ name: 'an order' }, { name: 'a slow order' }], { stray: late }),
  );
  assert.deepEqual(names(requests[0]?.spans ?? []), ['GET', 'late']);
  assert.deepEqual(requests[1]?.spans, []);
  assert.deepEqual(stray, []);
});

test('the user agent of another check keeps a trace out, also when it falls into the time of a request', () => {
  const foreign = trace(asked(userAgentOf('of-yesterday-0')), { number: 77, startMs: 10 });
  const { requests, stray } = openCase(lab, evidence([{ name: 'an order' }], { stray: foreign }));
  assert.deepEqual(requests[0]?.spans, []);
  assert.deepEqual(names(stray), ['GET']);
});

test('a trace without a user agent is of the request in whose time it began', () => {
  const { requests, stray } = openCase(
    lab,
    evidence([
      { name: 'an order', traces: [span('order-service', 'first')] },
      { name: 'a slow order', traces: [span('order-service', 'second')] },
    ]),
  );
  assert.deepEqual(
    requests.map(view => names(view.spans)),
    [['first'], ['second']],
  );
  assert.deepEqual(stray, []);
});

test('spans from before the first request belong to none', () => {
  const early = trace(span('api-gateway', 'start'), { number: 9, startMs: -200 });
  const { requests, stray } = openCase(lab, evidence([{ name: 'an order' }], { stray: early }));
  assert.deepEqual(requests[0]?.spans, []);
  assert.deepEqual(names(stray), ['start']);
});

test('every span is somewhere, and nowhere twice', () => {
  const edges = [-3, -2, 0, 998, 999, 1000, 1001].flatMap((startMs, index) =>
    trace(span('order-service', `at ${startMs}`), { number: 50 + index, startMs }),
  );
  const { requests, stray } = openCase(
    lab,
    evidence([{ name: 'an order' }, { name: 'a slow order' }], { stray: edges }),
  );
  const placed = [...requests.flatMap(view => view.spans), ...stray];
  assert.equal(placed.length, edges.length);
  assert.equal(new Set(placed).size, edges.length);
});

test('requests are taken in the order they were sent', () => {
  const seen = evidence([{ name: 'first' }, { name: 'second' }]);
  const { requests } = openCase(lab, { ...seen, requests: seen.requests.toReversed() });
  assert.deepEqual(
    requests.map(view => view.name),
    ['first', 'second'],
  );
});

test('parents, ancestors and children are those of the same trace', () => {
  const { requests } = openCase(
    lab,
    evidence([
      { name: 'an order', traces: [span('a', 'top', {}, [span('b', 'middle', {}, [span('c', 'leaf')])])] },
    ]),
  );
  const [view] = requests;
  const leaf = view?.spans.find(one => one.name === 'leaf');
  const top = view?.spans.find(one => one.name === 'top');
  assert.ok(view && leaf && top);
  assert.equal(view.parentOf(leaf)?.name, 'middle');
  assert.deepEqual(names(view.ancestorsOf(leaf)), ['middle', 'top']);
  assert.deepEqual(names(view.childrenOf(top)), ['middle']);
  assert.equal(view.parentOf(top), undefined);
});

test('parents in a ring end, and so does a span that is its own parent', () => {
  const ring = [
    span('a', 'one', { spanId: '00000000000000aa', parentSpanId: '00000000000000bb' }),
    span('a', 'two', { spanId: '00000000000000bb', parentSpanId: '00000000000000aa' }),
    span('a', 'self', { spanId: '00000000000000cc', parentSpanId: '00000000000000cc' }),
  ];
  const { requests } = openCase(lab, evidence([{ name: 'an order', traces: [ring] }]));
  const [view] = requests;
  assert.equal(view?.spans.length, 3);
  for (const one of view?.spans ?? []) assert.ok((view?.ancestorsOf(one).length ?? 9) <= 2);
});

test('hops and calls are those of the time of the request, without the check and the exporter', () => {
  const seen = evidence([
    {
      name: 'an order',
      hops: [
        { service: 'api-gateway', url: '/orders/1001' },
        { service: 'order-service', url: '/admin/faults' },
        { service: 'api-gateway', url: '/orders/1001', at: SENT_AT + GAP_MS + 5 },
      ],
      calls: [
        { service: 'api-gateway', path: '/orders/1001' },
        { service: 'api-gateway', path: '/v1/traces' },
      ],
    },
    { name: 'a slow order' },
  ]);
  const { requests } = openCase(lab, seen);
  assert.deepEqual(
    requests.map(({ hops, calls }) => [hops.length, calls.length]),
    [
      [1, 1],
      [1, 0],
    ],
  );
});

test('the newest process of a service is the one that counts', () => {
  const seen = evidence([]);
  const [first] = seen.processes;
  assert.ok(first);
  const again = { ...first, pid: 4242 };
  assert.equal(
    openCase(lab, { ...seen, processes: [...seen.processes, again] }).process(first.service)?.pid,
    4242,
  );
  assert.equal(openCase(lab, { ...seen, processes: [] }).process('api-gateway'), undefined);
});

test('sources and spans are found by their service', () => {
  const seen = openCase(
    lab,
    evidence(
      [{ name: 'an order', traces: [span('api-gateway', 'GET', {}, [span('order-service', 'step')])] }],
      {
        sources: { 'order-service/tracing.ts': 'export {};', 'order-service/place-order.ts': 'export {};' },
      },
    ),
  );
  const [view] = seen.requests;
  assert.ok(view);
  assert.deepEqual(names(spansOf(view, 'order-service')), ['step']);
  assert.equal(sourcesOf(seen, 'order-service').length, 2);
});

test('the builder and the case agree on when time begins', () => {
  assert.equal(BigInt(SENT_AT) * 1_000_000n, FIRST_NANO);
});
