import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf, KEYS } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test('no key means two things, and every key in the help sheet works', () => {
  const listed = KEYS.flatMap(({ keys }) => keys);
  const keys = listed.flatMap(entry => entry.keys);
  assert.equal(new Set(keys).size, keys.length);
  for (const { action, keys: ofAction } of listed)
    for (const key of ofAction) assert.equal(actionOf({ key, ...plain }), action);
});

test('keys of the browser stay the browser’s', () => {
  assert.equal(actionOf({ ...plain, key: 'f', ctrlKey: true }), undefined);
  assert.equal(actionOf({ ...plain, key: 'ArrowLeft', altKey: true }), undefined);
});
