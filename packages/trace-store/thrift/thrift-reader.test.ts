import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnreadableBody } from '#trace-model/otlp.ts';
import {
  batch,
  bool,
  boolTag,
  bytes,
  bytesTag,
  datagram,
  double,
  doubleTag,
  type Fields,
  i32,
  i64,
  list,
  longTag,
  map,
  process,
  reference,
  span,
  spanFields,
  struct,
  text,
  textTag,
  written,
} from './batch-builder.ts';
import { binaryReader } from './binary-reader.ts';
import { compactReader } from './compact-reader.ts';
import { type Encoding, OtherCall, readEmitBatch } from './emit-batch.ts';
import { type Batch, readBatch } from './jaeger-batch.ts';

const ENCODINGS = ['binary', 'compact'] as const;
const READERS = { binary: binaryReader, compact: compactReader };
const read = (body: Uint8Array, encoding: Encoding): Batch => readBatch(READERS[encoding](body));

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** Of everything one, and numbers at their limits. */
const full = (): Fields =>
  batch(
    [
      span({
        1: i64(MOST),
        2: i64(LEAST),
        4: i64(-1n),
        5: text('GET /書籍'),
        6: list(reference(true, 1n, 2n, 3n), reference(false, 4n, 5n, 6n)),
        8: i64(1_763_724_000_123_456n),
        10: list(
          textTag('text', 'x'.repeat(300)),
          doubleTag('double', -0.5),
          boolTag('yes', true),
          boolTag('no', false),
          longTag('least', LEAST),
          longTag('most', MOST),
          longTag('small', -1n),
          bytesTag('bytes', Uint8Array.of(0, 255, 128)),
        ),
        11: list(struct({ 1: i64(5n), 2: list(textTag('event', 'paid')) })),
      }),
      ...Array.from({ length: 20 }, () => span()),
    ],
    process('shop', textTag('ip', '127.0.0.1')),
  );

for (const encoding of ENCODINGS) {
  test(`${encoding}: all that a batch can hold is read as it was written`, () => {
    const { serviceName, processTags, spans } = read(written(full(), encoding), encoding);
    assert.equal(serviceName, 'shop');
    assert.deepEqual(processTags, [{ key: 'ip', value: { type: 'string', value: '127.0.0.1' } }]);
    assert.equal(spans.length, 21);
    const [first] = spans;
    assert.ok(first);
    assert.equal(first.operationName, 'GET /書籍');
    assert.deepEqual(
      [first.traceIdLow, first.traceIdHigh, first.parentSpanId, first.startMicros],
      [BigInt(MOST), 2n ** 63n, 2n ** 64n - 1n, 1_763_724_000_123_456n],
    );
    assert.deepEqual(first.references, [
      { childOf: true, traceIdLow: 1n, traceIdHigh: 2n, spanId: 3n },
      { childOf: false, traceIdLow: 4n, traceIdHigh: 5n, spanId: 6n },
    ]);
    assert.deepEqual(
      first.tags.map(({ key, value }) => [key, value.type === 'empty' ? undefined : value.value]),
      [
        ['text', 'x'.repeat(300)],
        ['double', -0.5],
        ['yes', true],
        ['no', false],
        ['least', LEAST],
        ['most', MOST],
        ['small', -1n],
        ['bytes', Uint8Array.of(0, 255, 128)],
      ],
    );
    assert.deepEqual(first.logs, [
      { timeMicros: 5n, fields: [{ key: 'event', value: { type: 'string', value: 'paid' } }] },
    ]);
  });

  test(`${encoding}: a datagram is the same batch inside a call`, () => {
    assert.deepEqual(
      readEmitBatch(datagram(full(), encoding), encoding),
      read(written(full(), encoding), encoding),
    );
  });

  test(`${encoding}: another call is named`, () => {
    assert.throws(
      () => readEmitBatch(datagram(full(), encoding, 'emitZipkinBatch'), encoding),
      (error: unknown) => error instanceof OtherCall && error.message === 'emitZipkinBatch',
    );
  });

  test(`${encoding}: fields nobody knows are read past, whatever is in them`, () => {
    const strange = struct({
      1: bool(true),
      2: list(bool(true), bool(false)),
      3: map([text('a'), double(1)], [text('b'), double(2)]),
      4: map(),
      5: list(list(i32(1)), list()),
      40: bytes(Uint8Array.of(1, 2, 3)),
      400: struct({}),
    });
    const fields = { ...batch([span({ 12: strange, 300: i64(5n) })]), 3: i64(9n), 4: strange };
    const { spans } = read(written(fields, encoding), encoding);
    assert.deepEqual(
      spans.map(({ operationName, durationMicros }) => [operationName, durationMicros]),
      [['place order', 1_500n]],
    );
  });

  test(`${encoding}: a body that ends anywhere before its end is refused, and never crashes`, () => {
    const whole = written(full(), encoding);
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => read(whole.subarray(0, length), encoding), UnreadableBody, `after ${length} bytes`);
    }
    assert.equal(read(whole, encoding).spans.length, 21);
  });

  test(`${encoding}: any bytes are either a batch or refused`, () => {
    const whole = written(full(), encoding);
    const random = numbers(20_261_121);
    let refused = 0;
    for (let round = 0; round < 20_000; round++) {
      const body = whole.slice(0, 1 + random(whole.length));
      for (let change = 0; change <= round % 5; change++) body[random(body.length)] = random(256);
      try {
        read(body, encoding);
      } catch (error) {
        if (!(error instanceof UnreadableBody)) throw error;
        refused++;
      }
    }
    assert.ok(refused > 10_000, `only ${refused} of 20000 damaged bodies were refused`);
  });

  test(`${encoding}: structs and lists nested without end are refused before the stack is`, () => {
    const depth = 100_000;
    // a struct whose field 9 is a struct, or a list whose only entry is a list
    const structs = encoding === 'binary' ? [12, 0, 9] : [0x9c];
    const lists = encoding === 'binary' ? [15, 0, 0, 0, 1] : [0x19];
    const head = encoding === 'binary' ? [15, 0, 9] : [0x99];
    for (const body of [
      Uint8Array.from(Array.from({ length: depth }, () => structs).flat()),
      Uint8Array.from([...head, ...Array.from({ length: depth }, () => lists).flat()]),
    ]) {
      assert.throws(() => read(body, encoding), /nested more than 64 deep/);
    }
  });

  test(`${encoding}: a list that promises more than is there is refused without making room for it`, () => {
    const promise =
      encoding === 'binary'
        ? [15, 0, 2, 12, 0x7f, 0xff, 0xff, 0xff]
        : [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07];
    assert.throws(() => read(Uint8Array.from(promise), encoding), /a list promises 2147483647 entries/);
  });
}

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('a length below zero is refused', () => {
  const body = Uint8Array.from([12, 0, 1, 11, 0, 1, 0xff, 0xff, 0xff, 0xff]);
  assert.throws(() => read(body, 'binary'), /a length is -1/);
});

for (const [name, missing] of [
  ['traceIdLow', 1],
  ['spanId', 3],
  ['operationName', 5],
  ['duration', 9],
] as const) {
  test(`a span without its ${name} spoils the batch, as with Jaeger, and is named`, () => {
    const { [missing]: _left, ...fields } = spanFields();
    assert.throws(
      () => read(written(batch([struct(fields)])), 'binary'),
      new RegExp(`a span has no ${name} \\(field ${missing}\\)`),
    );
  });
}

test('a field of another type than the model says counts as missing', () => {
  assert.throws(
    () => read(written(batch([span({ 5: i32(7) })])), 'binary'),
    /a span has no operationName \(field 5\)/,
  );
});

test('a message of old, without a version, is read', () => {
  const strict = datagram(full(), 'binary');
  const name = Buffer.from('emitBatch');
  const old = Buffer.concat([
    Buffer.from([0, 0, 0, name.length]),
    name,
    Buffer.from([4]),
    strict.subarray(4 + 4 + name.length),
  ]);
  assert.equal(readEmitBatch(old, 'binary').spans.length, 21);
});
