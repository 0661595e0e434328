import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completed, offered, type SeenKey, seenKeysFrom } from './seen-keys.ts';

const keys: SeenKey[] = ['http.route', 'order.id', 'user.id', 'http.response.status_code'].map(key => ({
  key,
  count: 1,
  values: [],
}));

const names = (text: string, caret = text.length): string[] =>
  offered(keys, text, caret).map(({ key }) => key);

test('keys that begin with what was typed come before those that hold it', () => {
  assert.deepEqual(names('o'), ['order.id', 'http.route', 'http.response.status_code']);
  assert.deepEqual(names('id'), ['order.id', 'user.id']);
  assert.deepEqual(names(''), ['http.route', 'order.id', 'user.id', 'http.response.status_code']);
});

test('a key that is there already, and a value, are not offered', () => {
  assert.deepEqual(names('order.id=7 id'), ['user.id']);
  assert.deepEqual(names('order.id=i'), []);
});

test('a chosen key takes the place of what was typed, and the caret stands where the value goes', () => {
  assert.deepEqual(completed('or', 2, 'order.id'), { text: 'order.id=', caret: 9 });
  assert.deepEqual(completed('a=1 ht b=2', 6, 'http.route'), { text: 'a=1 http.route= b=2', caret: 15 });
});

test('what the store says is read key by key', () => {
  assert.deepEqual(seenKeysFrom({ keys: [{ key: 'a', count: 2, values: ['x', 5] }, 'junk'] }), [
    { key: 'a', count: 2, values: ['x'] },
  ]);
  assert.deepEqual(seenKeysFrom(undefined), []);
});
