import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from './builder.ts';
import {
  decodeOtlpJson,
  decodeOtlpProtobuf,
  encodeOtlpJson,
  encodeOtlpProtobuf,
  splitByTrace,
  UnreadableBody,
} from './otlp.ts';
import { emptyAttributes, type Span } from './span.ts';

/** One span with everything OTLP can say. */
const everything = (): Span[] => {
  const spans = trace(
    span(
      'bücher-service 📚',
      'GET /書籍',
      {
        kind: 'server',
        traceState: 'vendor=1,other=2',
        status: { code: 'error', message: 'böse\n' },
        resource: { 'process.pid': 4711n },
        attributes: {
          text: 'naïve ☕',
          empty: '',
          yes: true,
          no: false,
          zero: 0n,
          least: -(2n ** 63n),
          most: 2n ** 63n - 1n,
          half: 0.5,
          whole: { type: 'double', value: 2 },
          nan: { type: 'double', value: Number.NaN },
          endless: { type: 'double', value: Number.NEGATIVE_INFINITY },
          raw: Uint8Array.of(0, 255, 128),
          list: ['a', 1n, [true]],
          map: { type: 'map', value: Object.assign(emptyAttributes(), { deep: { type: 'int', value: 7n } }) },
          nothing: { type: 'empty' },
          __proto: 'safe',
        },
        events: [{ name: 'exception', at: 3, attributes: { 'exception.type': 'Error' } }],
        links: [{ traceId: 'f'.repeat(32), spanId: 'e'.repeat(16), attributes: { why: 'batch' } }],
      },
      [span('other', 'client call', { kind: 'client', status: 'ok' })],
    ),
  );
  const [first] = spans;
  assert.ok(first);
  const reserved: string = '__proto__';
  first.attributes[reserved] = { type: 'string', value: 'an own key' };
  Object.assign(first, { droppedAttributesCount: 1, droppedEventsCount: 2, droppedLinksCount: 300 });
  return spans;
};

test('protobuf keeps everything a span can say', () => {
  assert.deepEqual(decodeOtlpProtobuf(encodeOtlpProtobuf(everything())), everything());
});

test('JSON keeps everything a span can say', () => {
  const text = JSON.stringify(encodeOtlpJson(everything()));
  assert.deepEqual(decodeOtlpJson(JSON.parse(text)), everything());
});

test('JSON is written with hex ids, 64-bit numbers as text, and enums as numbers', () => {
  const [first] = trace(span('s', 'n', { kind: 'client', attributes: { n: 3n } }));
  assert.ok(first);
  assert.deepEqual(JSON.parse(JSON.stringify(encodeOtlpJson([first]))), {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 's' } }] },
        scopeSpans: [
          {
            scope: { name: 'test' },
            spans: [
              {
                traceId: '00000000000000000000000000000001',
                spanId: '0000000000000001',
                flags: 257,
                name: 'n',
                kind: 3,
                startTimeUnixNano: '1700000000000000000',
                endTimeUnixNano: '1700000000010000000',
                attributes: [{ key: 'n', value: { intValue: '3' } }],
                status: {},
              },
            ],
          },
        ],
      },
    ],
  });
});

test("JSON is read from Jaeger's wrapper, with enum names, numbers as numbers, upper-case ids and nulls", () => {
  const spans = decodeOtlpJson({
    result: {
      resourceSpans: [
        {
          resource: null,
          scopeSpans: [
            {
              spans: [
                {
                  traceId: 'ABCDEFABCDEFABCDEFABCDEFABCDEFAB',
                  spanId: 'ABCDEFABCDEFABCD',
                  kind: 'SPAN_KIND_SERVER',
                  startTimeUnixNano: 1000,
                  status: { code: 'STATUS_CODE_ERROR' },
                  attributes: [{ key: 'n', value: { intValue: 5 } }],
                },
              ],
            },
          ],
        },
      ],
    },
  });
  const [first] = spans;
  assert.equal(first?.traceId, 'abcdefabcdefabcdefabcdefabcdefab');
  assert.equal(first.kind, 'server');
  assert.equal(first.status.code, 'error');
  assert.equal(first.startNano, 1000n);
  assert.deepEqual(first.attributes.n, { type: 'int', value: 5n });
});

test('a parent id of zeros is no parent', () => {
  const spans = trace(span('s', 'n', { parentSpanId: '0000000000000000' }));
  assert.equal(decodeOtlpProtobuf(encodeOtlpProtobuf(spans))[0]?.parentSpanId, '');
  assert.equal(decodeOtlpJson(encodeOtlpJson(spans))[0]?.parentSpanId, '');
});

test('a body cut anywhere is refused or read, and never throws anything else', () => {
  const body = encodeOtlpProtobuf(everything());
  let refused = 0;
  for (let length = 1; length < body.length; length++) {
    try {
      decodeOtlpProtobuf(body.subarray(0, length));
    } catch (error) {
      assert.ok(error instanceof UnreadableBody, String(error));
      refused++;
    }
  }
  // All but one: between the two resources a cut leaves a whole message.
  assert.equal(refused, body.length - 2);
});

test('a body with any byte changed is refused or read, and never throws anything else', () => {
  const body = encodeOtlpProtobuf(everything());
  for (let at = 0; at < body.length; at++) {
    for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
      const broken = body.slice();
      broken[at] = byte;
      for (const read of [decodeOtlpProtobuf, splitByTrace]) {
        try {
          read(broken);
        } catch (error) {
          assert.ok(error instanceof UnreadableBody, String(error));
        }
      }
    }
  }
});

test('JSON that is not OTLP is refused in words', () => {
  for (const body of [null, 1, 'x', [], { resourceSpans: 1 }, { resourceSpans: [[]] }]) {
    assert.throws(() => decodeOtlpJson(body), UnreadableBody);
  }
  const withSpan = (fields: object) => ({ resourceSpans: [{ scopeSpans: [{ spans: [fields] }] }] });
  assert.throws(() => decodeOtlpJson(withSpan({ traceId: 'zz' })), /traceId is not 32 hex digits/);
  assert.throws(() => decodeOtlpJson(withSpan({ startTimeUnixNano: 'now' })), /startTimeUnixNano/);
});

test('a value nested without end is refused before it exhausts the stack', () => {
  let value: object = { stringValue: 'x' };
  for (let i = 0; i < 5000; i++) value = { arrayValue: { values: [value] } };
  const spans = [{ attributes: [{ key: 'k', value }] }];
  assert.throws(
    () => decodeOtlpJson({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    /nested more than 64/,
  );
});

test('a body is split into one for each trace, and nothing is lost or changed', () => {
  const one = everything();
  const two = trace([span('other', 'x', {}, [span('third', 'y')])], { number: 2 });
  const [a, b] = one;
  const [c, d] = two;
  assert.ok(a && b && c && d);
  const parts = splitByTrace(encodeOtlpProtobuf([a, c, b, d]));
  assert.deepEqual([...parts.keys()].sort(), [a.traceId, c.traceId]);
  const own = parts.get(a.traceId);
  assert.ok(own);
  assert.equal(own.spanCount, 2);
  assert.deepEqual(decodeOtlpProtobuf(own.body), one);
  assert.deepEqual(decodeOtlpProtobuf(parts.get(c.traceId)?.body ?? new Uint8Array()), two);
});
