import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from './answer.ts';
import { cellText, csvOf, isDuration, isNumeric, jsonOf, tsvOf } from './result-text.ts';

const table = (columns: string[], ...rows: Value[][]) => ({ columns, rows });

test('seconds are shown as a duration where the name of the column says so', () => {
  assert.equal(cellText('max_duration', 0.0123), '12.3 ms');
  assert.equal(cellText('DURATION', 2), '2 s');
  assert.equal(cellText('durations', 2), '2');
  assert.equal(cellText('count', 12), '12');
  assert.equal(cellText('duration', null), 'NULL');
  assert.equal(cellText('duration', 'unknown'), 'unknown');
  assert.deepEqual(['duration', 'total_duration', 'duration_total'].map(isDuration), [true, true, false]);
});

test('a column is numeric when it has numbers and no text', () => {
  const rows: Value[][] = [
    [1, null, 'a'],
    [null, null, 2],
  ];
  assert.deepEqual(
    [0, 1, 2].map(column => isNumeric({ rows }, column)),
    [true, false, false],
  );
});

test('CSV: commas, quotes and lines stay in their cell, NULL is empty', () => {
  assert.equal(
    csvOf(table(['a', 'b,c'], ['say "hi"', 'two\nlines'], [null, 0.5])),
    'a,"b,c"\r\n"say ""hi""","two\nlines"\r\n,0.5\r\n',
  );
});

test('TSV: tabs and lines stay in their cell, commas are nothing special', () => {
  assert.equal(
    tsvOf(table(['a', 'b'], ['x,y', 'one\ttwo'], ['two\nlines', -1])),
    'a\tb\nx,y\t"one\ttwo"\n"two\nlines"\t-1\n',
  );
});

test('no text becomes a formula in a spreadsheet; numbers stay numbers', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
  assert.deepEqual(csvOf(table(['a'], [-1])), 'a\r\n-1\r\n');
  for (const text of hostile) {
    assert.match(csvOf(table(['a'], [text])), /^a\r\n"?'/, text);
    assert.match(tsvOf(table(['a'], [text])), /^a\n"?'/, text);
  }
  // the name of a column is a text like any other
  assert.equal(csvOf(table(['=1+1'])), "'=1+1\r\n");
});

test('JSON: values as they are, and no column is lost to another of the same name', () => {
  assert.deepEqual(JSON.parse(jsonOf(table(['n', 'n', 'n 2', 'x'], [1, 'two', 3, null]))), [
    { n: 1, 'n 2': 'two', 'n 2 2': 3, x: null },
  ]);
});
