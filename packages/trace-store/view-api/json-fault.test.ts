import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonFault } from './json-fault.ts';

test('the fault of a text that is nearly JSON is found by line and column', () => {
  assert.equal(jsonFault('{"a": [}'), 'line 1, column 8, at }');
  assert.equal(jsonFault('{\n  "a": 1,\n  b: 2\n}'), 'line 3, column 3, at b: 2');
  assert.equal(jsonFault('{"a": 1} {"b": 2}'), 'line 1, column 10, at {"b": 2}');
  assert.equal(jsonFault('[1, 2,]'), 'line 1, column 7, at ]');
  assert.equal(jsonFault('{"a" 1}'), 'line 1, column 6, at 1}');
  assert.equal(jsonFault('{"a": "b\\"'), 'line 1, column 7, at "b\\"');
  assert.equal(jsonFault('<html>'), 'line 1, column 1, at <html>');
});

test('a text that was cut off is said to end too early', () => {
  assert.equal(jsonFault('{"a": [1, {"b": "\\u00e9"}'), 'it ends too early');
  assert.equal(jsonFault('{"a":\n'), 'it ends too early');
});
