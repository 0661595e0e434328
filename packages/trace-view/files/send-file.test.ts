import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentFrom } from './send-file.ts';

test('a file that was taken in says what it held', () => {
  const body = { format: 'Jaeger JSON', spans: 12, traces: [{ traceId: 'a' }, { traceId: 'b' }] };
  assert.deepEqual(sentFrom('t.json', 200, body), {
    ok: true,
    name: 't.json',
    words: 'Jaeger JSON: 2 traces with 12 spans.',
    traceIds: ['a', 'b'],
  });
});

test('spans that were in the store before are counted apart', () => {
  const body = { format: 'OTLP JSON', spans: 12, fresh: 2, traces: [{ traceId: 'a' }] };
  assert.equal(
    sentFrom('t.json', 200, body).words,
    'OTLP JSON: 1 trace with 12 spans. 10 spans were here already.',
  );
});

test('a file that was refused says why, and that nothing of it was taken', () => {
  const refused = sentFrom('t.json', 400, { error: 'line 2: traceId is not 32 hex digits' });
  assert.equal(refused.ok, false);
  assert.equal(refused.words, 'line 2: traceId is not 32 hex digits. Nothing of this file was taken in.');
  assert.match(sentFrom('t.json', 500, undefined).words, /status 500/);
});
