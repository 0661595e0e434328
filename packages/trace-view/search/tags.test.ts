import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyAt, tagsFrom, tagsText } from './tags.ts';

const read = (text: string): Record<string, string> => {
  const found = tagsFrom(text);
  assert.ok(found.ok, found.ok ? '' : found.message);
  return Object.fromEntries(found.tags);
};

const complaint = (text: string): string => {
  const found = tagsFrom(text);
  return found.ok ? 'no complaint' : found.message;
};

test('attributes are words with an equals sign, and quotes hold spaces', () => {
  assert.deepEqual(read('http.response.status_code=500 error=true'), {
    'http.response.status_code': '500',
    error: 'true',
  });
  assert.deepEqual(read('  name="two words"   note="say \\"hi\\"" empty="" '), {
    name: 'two words',
    note: 'say "hi"',
    empty: '',
  });
  assert.deepEqual(read('url.query=a=1&b=2'), { 'url.query': 'a=1&b=2' });
  assert.deepEqual(read('error'), { error: 'true' });
  assert.deepEqual(read(''), {});
});

test('JSON as in an address of Jaeger is read too', () => {
  assert.deepEqual(read('{"order.id":"7","n":5}'), { 'order.id': '7', n: '5' });
  assert.match(complaint('{"order.id"'), /none/);
});

test('what cannot be read is said with its key', () => {
  assert.match(complaint('name="two words'), /quotes after name/);
  assert.match(complaint('name="a"b'), /quotes after name/);
  assert.match(complaint('=5'), /key must come before =5/);
  assert.match(complaint('a=1 a=2'), /a is there twice/);
  assert.match(complaint('a= b=2'), /a= has no value/);
});

test('written out and read again, attributes are the same', () => {
  const tags = new Map([
    ['plain', '500'],
    ['spaced', 'two words'],
    ['odd', 'a"b\\c\nd'],
    ['empty', ''],
    ['query', 'a=1'],
  ]);
  assert.deepEqual(read(tagsText(tags)), Object.fromEntries(tags));
});

test('completion knows which key is being typed, and leaves values alone', () => {
  assert.deepEqual(keyAt('http.re', 7), { from: 0, typed: 'http.re' });
  assert.deepEqual(keyAt('a=1 ht', 6), { from: 4, typed: 'ht' });
  assert.deepEqual(keyAt('', 0), { from: 0, typed: '' });
  assert.equal(keyAt('a=5', 3), undefined);
  assert.equal(keyAt('a="x y', 6), undefined);
});
