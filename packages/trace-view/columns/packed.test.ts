import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from './from-spans.ts';
import { PACKED_VERSION, packAttributes, packTrace, unpackAttributes, unpackTrace } from './packed.ts';

const COLUMNS = columnsOfSpans(
  trace(
    span('api-gateway', 'GET /menü', { kind: 'server', attributes: { 'http.route': '/menü' } }, [
      span('kitchen', 'cook', { events: [{ name: 'burnt', attributes: { degree: 3 } }], status: 'error' }),
    ]),
  ),
);

test('a trace comes out of its bytes as it went in', () => {
  assert.deepEqual(unpackTrace(packTrace(COLUMNS).buffer), COLUMNS);
});

test('so it does without attributes, and the attributes by themselves', () => {
  const bare = { ...COLUMNS, attributes: undefined };
  assert.deepEqual(unpackTrace(packTrace(bare).buffer), bare);
  assert.ok(COLUMNS.attributes);
  assert.deepEqual(unpackAttributes(packAttributes(COLUMNS.attributes).buffer), COLUMNS.attributes);
});

test('bytes of another version are refused in words', () => {
  const bytes = packTrace(COLUMNS);
  const at =
    new TextDecoder('latin1').decode(bytes).indexOf(`"version":${PACKED_VERSION}`) + '"version":'.length;
  bytes[at] = '9'.charCodeAt(0);
  assert.throws(() => unpackTrace(bytes.buffer), /Load the page again/);
});
