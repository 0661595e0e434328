import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { type SpanOptions, span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf, UnreadableBody } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { FILE_NAME } from './kept/disk.ts';
import type { TraceQuery } from './search.ts';
import { openStore, type StoreOptions, type TraceStore } from './store.ts';

const NOWHERE = new Uint8Array();

const opened = (t: TestContext, options: StoreOptions = {}): TraceStore => {
  const store = openStore(options);
  t.after(() => store.close());
  return store;
};

const directory = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'trace-store-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
};

const arrive = (store: TraceStore, spans: Span[]): void =>
  store.add(spans, { protocol: 'http/protobuf', raw: encodeOtlpProtobuf(spans) });

const order = (number: number, options: SpanOptions = {}): Span[] =>
  trace(span('gateway', 'POST /orders', { kind: 'server' }, [span('orders', 'place order', options)]), {
    number,
  });

const everything: TraceQuery = {
  service: '',
  operation: '',
  startMinNano: 0n,
  startMaxNano: 2n ** 63n,
  durationMinNano: 0n,
  durationMaxNano: 0n,
  attributes: new Map(),
  limit: 100,
};

const numbers = (traces: Span[][]): number[] =>
  traces.map(spans => Number.parseInt(spans[0]?.traceId ?? '', 16));

test('a trace is given back as it came', t => {
  const store = opened(t);
  const spans = order(1, { attributes: { 'order.id': 7n, note: 'naïve ☕' } });
  arrive(store, spans);
  assert.deepEqual(store.trace(spans[0]?.traceId ?? ''), spans);
  assert.equal(store.trace('f'.repeat(32)), undefined);
});

test('a trace that comes in pieces is one trace, and pieces of many traces in one delivery are kept apart', t => {
  const store = opened(t);
  const [a, b] = [order(1), order(2)];
  arrive(store, [...a.slice(0, 1), ...b.slice(0, 1)]);
  arrive(store, [...a.slice(1), ...b.slice(1)]);
  assert.deepEqual(store.trace(a[0]?.traceId ?? ''), a);
  assert.deepEqual(store.trace(b[0]?.traceId ?? ''), b);
  assert.equal(store.counts().traces, 2);
});

test('spans that came as JSON, or of which some were left out, are kept too', t => {
  const store = opened(t);
  const spans = order(1);
  store.add(spans, { protocol: 'http/json', raw: NOWHERE });
  assert.deepEqual(store.trace(spans[0]?.traceId ?? ''), spans);
  const [kept] = order(2);
  assert.ok(kept);
  store.add([kept], {
    protocol: 'grpc',
    raw: encodeOtlpProtobuf([kept, { ...kept, traceId: '', spanId: '' }]),
  });
  assert.deepEqual(store.trace(kept.traceId), [kept]);
});

test('what a sender sent twice is there once; two spans with one id are both there', t => {
  const store = opened(t);
  const spans = order(1);
  const [first] = spans;
  assert.ok(first);
  arrive(store, spans);
  arrive(store, spans);
  assert.equal(store.trace(first.traceId)?.length, 2);
  arrive(store, [{ ...first, name: 'another' }]);
  assert.equal(store.trace(first.traceId)?.length, 3);
});

test('a search gives whole traces, newest first, up to its limit', t => {
  const store = opened(t);
  for (let number = 1; number <= 9; number++)
    arrive(store, order(number, { attributes: { odd: number % 2 === 1 } }));
  const found = store.find({ ...everything, attributes: new Map([['odd', 'true']]), limit: 3 });
  assert.deepEqual(numbers(found), [9, 7, 5]);
  assert.deepEqual(found[0], order(9, { attributes: { odd: true } }));
  assert.deepEqual(store.find({ ...everything, service: 'nobody' }), []);
});

test('all that is asked for has to be true of one span', t => {
  const store = opened(t);
  arrive(store, order(1, { attributes: { paid: true } }));
  const attributes = new Map([['paid', 'true']]);
  assert.equal(store.find({ ...everything, attributes, service: 'orders' }).length, 1);
  assert.equal(store.find({ ...everything, attributes, service: 'gateway' }).length, 0);
});

test('services and operations are listed as they are seen', t => {
  const store = opened(t);
  arrive(store, order(1));
  assert.deepEqual(store.catalog.services(), ['gateway', 'orders']);
  assert.deepEqual(store.catalog.operations('gateway'), [{ name: 'POST /orders', kind: 'server' }]);
  assert.deepEqual(store.catalog.operations('nobody'), []);
});

test('a full store lets the oldest traces go, whole, and says so once', t => {
  const notices: string[] = [];
  const store = opened(t, { maxSpans: 10, onNotice: notice => notices.push(notice) });
  for (let number = 1; number <= 8; number++) arrive(store, order(number));
  assert.deepEqual(numbers(store.find(everything)), [8, 7, 6, 5, 4]);
  const { traces, spans, evictedTraces, evictedSpans } = store.counts();
  assert.deepEqual(
    { traces, spans, evictedTraces, evictedSpans },
    { traces: 5, spans: 10, evictedTraces: 3, evictedSpans: 6 },
  );
  assert.equal(notices.length, 1);
  assert.match(notices[0] ?? '', /full \(its limit is 10 spans\)/);
});

test('names in a body that is refused are not listed, and are when they come again whole', t => {
  const store = opened(t);
  const body = encodeOtlpProtobuf(order(1));
  assert.throws(() => store.take(body.slice(0, -1)), UnreadableBody);
  assert.deepEqual(store.catalog.services(), []);
  assert.deepEqual(store.counts().spans, 0);
  assert.deepEqual(store.take(body), { spans: 2, rejected: 0 });
  assert.deepEqual(store.catalog.services(), ['gateway', 'orders']);
});

test('what a body says is kept, and the body itself may be written over', t => {
  const store = opened(t);
  const body = encodeOtlpProtobuf(order(1));
  store.take(body);
  body.fill(0xff);
  assert.deepEqual(store.trace(order(1)[0]?.traceId ?? ''), order(1));
});

for (const where of ['memory', 'disk'] as const)
  test(`a delivery larger than a page, of 5,000 traces, is kept and found in ${where}`, t => {
    const path = where === 'disk' ? directory(t) : undefined;
    const before = openStore({ directory: path });
    const spans = Array.from({ length: 5_000 }, (_, index) =>
      order(index + 1, { attributes: { 'order.id': index + 1, note: 'x'.repeat(300) } }),
    ).flat();
    assert.deepEqual(before.take(encodeOtlpProtobuf(spans)), { spans: 10_000, rejected: 0 });
    // and small ones after it
    arrive(before, order(6_000));
    const looked = (store: TraceStore): void => {
      assert.equal(store.counts().traces, 5_001);
      for (const number of [1, 64, 65, 2_500, 5_000]) {
        const wanted = { ...everything, attributes: new Map([['order.id', String(number)]]) };
        assert.deepEqual(numbers(store.find(wanted)), [number]);
        assert.equal(store.trace(order(number)[0]?.traceId ?? '')?.length, 2);
      }
    };
    looked(before);
    before.close();
    if (path !== undefined) looked(opened(t, { directory: path }));
  });

/** Random text can hardly be packed: 100 of these are 6 MB, some dozens of pages. */
const large = (number: number): Span[] =>
  order(number, { attributes: { note: randomBytes(30_000).toString('hex') } });

for (const where of ['memory', 'disk'] as const)
  test(`a store full of bytes in ${where} lets the oldest traces go, and says which limit that is`, t => {
    const notices: string[] = [];
    const store = opened(t, {
      directory: where === 'disk' ? directory(t) : undefined,
      maxBytes: 2 * 1024 * 1024,
      onNotice: notice => notices.push(notice),
    });
    for (let number = 1; number <= 100; number++) arrive(store, large(number));
    const left = store.counts().traces;
    // on disk each is packed as it comes, in memory when others need the room
    assert.ok(left > 25 && left < 75, `${left} traces are left`);
    assert.deepEqual(numbers(store.find({ ...everything, limit: 3 })), [100, 99, 98]);
    assert.equal(store.traceIds().length, left);
    assert.equal(store.trace(order(100 - left)[0]?.traceId ?? ''), undefined);
    assert.match(notices.join(), /full \(its limit is 2 MB\)/);
  });

test('one trace that is larger than all there may be is kept, alone', t => {
  const store = opened(t, { maxBytes: 1024, maxSpans: 1 });
  arrive(store, order(1));
  arrive(store, large(2));
  assert.deepEqual(numbers(store.find(everything)), [2]);
});

test('what was packed away is found and read like what came last', t => {
  const store = opened(t);
  // 30 MB: half of it has to make room
  for (let number = 1; number <= 500; number++) arrive(store, large(number));
  for (const number of [1, 2, 250, 500]) {
    assert.equal(store.trace(order(number)[0]?.traceId ?? '')?.length, 2);
    arrive(store, order(number, { spanId: '00000000000000ff', attributes: { late: number } }).slice(1));
    assert.equal(store.trace(order(number)[0]?.traceId ?? '')?.length, 3);
    const late = { ...everything, attributes: new Map([['late', String(number)]]) };
    assert.deepEqual(numbers(store.find(late)), [number]);
  }
});

test('a search piece by piece finds the same, also while traces come and go', async t => {
  const store = opened(t, { maxSpans: 4_000 });
  for (let number = 1; number <= 2_000; number++)
    arrive(store, order(number, { attributes: { odd: number % 2 } }));
  const odd = { ...everything, attributes: new Map([['odd', '1']]), limit: 5_000 };
  assert.deepEqual(numbers(await store.search(odd)), numbers(store.find(odd)));
  const searching = store.search(odd);
  for (let number = 2_001; number <= 3_900; number++) {
    if (number % 100 === 0) await new Promise(setImmediate);
    arrive(store, order(number));
  }
  const found = numbers(await searching);
  assert.ok(found.every(number => number % 2 === 1 && number <= 2_000));
});

test('a search through everything lets others be served meanwhile', async t => {
  const store = opened(t);
  // both are in each trace, and never in one span: only reading all of them tells
  for (let number = 1; number <= 2_000; number++) arrive(store, order(number));
  const nowhere = { ...everything, service: 'gateway', operation: 'place order' };
  let turns = 0;
  let searching = true;
  const others = (async () => {
    while (searching) {
      turns++;
      await new Promise(setImmediate);
    }
  })();
  assert.deepEqual(await store.search(nowhere), []);
  searching = false;
  await others;
  assert.ok(turns > 20, `others had ${turns} turns`);
});

test('traces that made room on disk do not come back with a restart', t => {
  const path = directory(t);
  const before = openStore({ directory: path, maxSpans: 40, onNotice: () => undefined });
  for (let number = 1; number <= 100; number++) arrive(before, order(number));
  // a late span of a trace that is kept
  arrive(before, order(90, { spanId: '00000000000000ff' }).slice(1));
  const kept = before.traceIds();
  before.close();
  const after = opened(t, { directory: path });
  // what goes with the last delivery is known with the next
  assert.deepEqual(after.traceIds().slice(-kept.length), kept);
  assert.ok(after.counts().traces <= kept.length + 1);
  assert.equal(after.trace(order(90)[0]?.traceId ?? '')?.length, 3);
});

test('listeners hear of every delivery until they stop', t => {
  const store = opened(t);
  const heard: string[][] = [];
  const stop = store.onArrival(traceIds => heard.push(traceIds));
  arrive(store, [...order(1), ...order(2)]);
  stop();
  arrive(store, order(3));
  assert.deepEqual(heard, [[order(1)[0]?.traceId, order(2)[0]?.traceId]]);
});

test('traces on disk are there again after a restart, with their services, and new ones join them', async t => {
  const path = directory(t);
  const before = openStore({ directory: path });
  arrive(before, order(1));
  arrive(before, order(2));
  before.close();
  const after = opened(t, { directory: path });
  assert.equal(after.kept(), 'disk');
  const deadline = performance.now() + 2000;
  while (after.catalog.services().length < 2 && performance.now() < deadline) await new Promise(setImmediate);
  assert.deepEqual(after.catalog.services(), ['gateway', 'orders']);
  arrive(after, order(3));
  assert.deepEqual(numbers(after.find(everything)), [3, 2, 1]);
  assert.deepEqual(after.trace(order(1)[0]?.traceId ?? ''), order(1));
});

test('a directory that cannot be made is named, and traces are kept in memory', t => {
  const file = join(directory(t), 'a-file');
  writeFileSync(file, '');
  const notices: string[] = [];
  const store = opened(t, { directory: join(file, 'below'), onNotice: notice => notices.push(notice) });
  arrive(store, order(1));
  assert.equal(store.kept(), 'memory');
  assert.equal(store.find(everything).length, 1);
  assert.match(notices.join(), /can't be kept in .*a-file.*below .*in memory/);
});

test('a file that is not a database is left alone, and traces are kept in memory', t => {
  const path = directory(t);
  writeFileSync(
    join(path, FILE_NAME),
    'this is not SQLite, but it is quite long enough to be looked at as if it were'.repeat(50),
  );
  const store = opened(t, { directory: path, onNotice: () => undefined });
  arrive(store, order(1));
  assert.equal(store.kept(), 'memory');
  assert.equal(store.find(everything).length, 1);
});

test('when the disk refuses in the middle, the store goes on in memory with all it had, and says so', t => {
  const path = directory(t);
  const notices: string[] = [];
  const store = opened(t, { directory: path, maxSpans: 7, onNotice: notice => notices.push(notice) });
  arrive(store, order(1));
  arrive(store, order(2));
  // Another program that writes to the same file locks it: as far as we can tell, a disk that refuses.
  const other = new DatabaseSync(join(path, FILE_NAME));
  t.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  arrive(store, order(3));
  assert.equal(store.kept(), 'memory');
  assert.deepEqual(numbers(store.find(everything)), [3, 2, 1]);
  assert.match(notices.join(), /can't be written to .*locked.*in memory/);
  arrive(store, order(4));
  assert.deepEqual(numbers(store.find(everything)), [4, 3, 2]);
  assert.equal(store.counts().spans, 6);
});
