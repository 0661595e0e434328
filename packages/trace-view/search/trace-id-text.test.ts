import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceIdIn } from './trace-id-text.ts';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';

test('a trace id is found bare, in a traceparent, in a log line and in an address', () => {
  for (const text of [
    ID,
    ` ${ID.toUpperCase()} `,
    `00-${ID}-00f067aa0ba902b7-01`,
    `traceparent: 00-${ID}-00f067aa0ba902b7-01`,
    `{"level":"info","trace_id":"${ID}"}`,
    `http://localhost:16686/trace/${ID}?uiFind=x`,
  ])
    assert.equal(traceIdIn(text), ID, text);
});

test('a short id of older tracers is filled up', () => {
  assert.equal(traceIdIn('abc123'), 'abc123'.padStart(32, '0'));
});

test('what holds no id is none', () => {
  for (const text of ['', 'order-7', '0'.repeat(32), 'f'.repeat(33)])
    assert.equal(traceIdIn(text), undefined, text);
});
