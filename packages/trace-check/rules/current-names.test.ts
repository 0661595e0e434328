import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SpanOptions, span } from '#trace-model/builder.ts';
import { openCase } from '../case.ts';
import { evidence, tinyLab } from '../evidence-builder.ts';
import { observe } from './observe.ts';
import { newNameOf } from './old-names.ts';

const saw = (options: SpanOptions, service = 'order-service'): string[] => {
  const lab = tinyLab([{ rule: 'current-names', service: 'order-service' }], ['order-service']);
  const seen = evidence([{ name: 'an order', traces: [span(service, 'find order', options)] }]);
  return observe(openCase(lab, seen)).map(symptom => symptom.saw);
};

test('an old name is told with the new one', () => {
  assert.deepEqual(saw({ attributes: { 'db.statement': 'SELECT 1' } }), [
    '"find order" has the attribute "db.statement". Today it is called "db.query.text".',
  ]);
});

test('old names on events count, names of today and of one’s own do not', () => {
  assert.equal(saw({ events: [{ name: 'sent', attributes: { 'http.url': 'http://a' } }] }).length, 1);
  assert.deepEqual(
    saw({ attributes: { 'http.request.method': 'GET', 'app.method': 'GET', constructor: 'x' } }),
    [],
  );
});

test('what another service says is not asked', () => {
  assert.deepEqual(saw({ attributes: { 'http.method': 'GET' } }, 'user-service'), []);
});

test('no new name is itself an old one', () => {
  const olds = [
    'http.method',
    'http.status_code',
    'http.url',
    'http.host',
    'net.peer.name',
    'db.system',
    'db.name',
    'db.statement',
    'db.operation',
    'code.function',
  ];
  for (const old of olds) {
    const now = newNameOf(old);
    assert.ok(now, old);
    assert.equal(newNameOf(now), undefined);
  }
});
