import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Json } from './answer.ts';
import { compare } from './compare.ts';

const json = (body: Json, status = 200): Answer => ({ status, type: 'application/json', body });
const asked = (path: string, jaeger: Answer, store: Answer) =>
  compare({ path, as: 'whole' }, { jaeger, store });

const span = (name: string, more: { [key: string]: Json } = {}): Json => ({
  traceId: '1'.repeat(32),
  spanId: '2'.repeat(16),
  name,
  ...more,
});
const traces = (...spans: Json[]): Json => ({
  result: { resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }] },
});

test('what differs only in an order nobody promised is equal', () => {
  assert.equal(
    asked('/api/v3/services', json({ services: ['b', 'a'] }), json({ services: ['a', 'b'] })).is,
    'equal',
  );
  assert.equal(
    asked('/api/v3/traces/1', json(traces(span('a'), span('b'))), json(traces(span('b'), span('a')))).is,
    'equal',
  );
});

test('a span too few, a status, a content type and a byte of a name are each seen', () => {
  const whole = json(traces(span('a'), span('b')));
  for (const other of [
    json(traces(span('a'))),
    json(traces(span('a'), span('b')), 206),
    { ...whole, type: 'text/html' },
    json(traces(span('a'), span('b '))),
    json(traces(span('a'), span('b', { endTimeUnixNano: '1' }))),
  ])
    assert.equal(asked('/api/v3/traces/1', whole, other).is, 'unlisted');
});

test('a listed difference is named, and hides no other beside it', () => {
  const plain = { ...json({ services: ['a'] }), type: 'text/plain; charset=utf-8' };
  const verdict = asked('/api/v3/services', plain, json({ services: ['a'] }));
  assert.equal(verdict.is, 'listed');
  assert.deepEqual(verdict.is === 'listed' && verdict.differences.map(({ store }) => store), [
    'application/json',
  ]);
  assert.equal(asked('/api/v3/services', plain, json({ services: ['b'] })).is, 'unlisted');
});
