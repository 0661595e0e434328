import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastFrom, withQuery } from './past-queries.ts';

test('the newest is first, each is there once, and the oldest go', () => {
  let past = withQuery(withQuery(withQuery([], 'SELECT 1'), 'SELECT 2'), ' SELECT 1\n');
  assert.deepEqual(past, ['SELECT 1', 'SELECT 2']);
  for (let number = 0; number < 100; number++) past = withQuery(past, `SELECT ${number}`);
  assert.deepEqual([past.length, past[0], past.at(-1)], [30, 'SELECT 99', 'SELECT 70']);
});

test('an empty query is not kept, nor one that would fill the browser', () => {
  assert.deepEqual(withQuery(['SELECT 1'], '  \n'), ['SELECT 1']);
  assert.deepEqual(withQuery(['SELECT 1'], `SELECT '${'x'.repeat(20_000)}'`), ['SELECT 1']);
});

test('what another program left under that name does no harm', () => {
  assert.deepEqual(pastFrom(JSON.stringify(['SELECT 1', 'SELECT 2'])), ['SELECT 1', 'SELECT 2']);
  assert.deepEqual(pastFrom(null), []);
  assert.deepEqual(pastFrom('{broken'), []);
  assert.deepEqual(pastFrom('{"a":1}'), []);
  assert.deepEqual(pastFrom('[1,null,"SELECT 1"]'), ['SELECT 1']);
});
