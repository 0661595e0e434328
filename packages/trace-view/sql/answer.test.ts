import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerIn, progressIn } from './answer.ts';

test('rows are read as the store sends them', () => {
  const body = { ok: true, columns: ['a', 'b'], rows: [[1, 'x'], [null]], tookMs: 1.5, cut: 'rows' };
  assert.deepEqual(answerIn(body), {
    ok: true,
    columns: ['a', 'b'],
    rows: [[1, 'x'], [null]],
    tookMs: 1.5,
    cut: 'rows',
  });
  assert.deepEqual(answerIn({ ok: true, columns: [], rows: [], tookMs: 0 }), {
    ok: true,
    columns: [],
    rows: [],
    tookMs: 0,
    cut: undefined,
  });
});

test('a mistake is read with its place, or without one', () => {
  assert.deepEqual(answerIn({ ok: false, message: 'No.', place: { from: 3, to: 5 } }), {
    ok: false,
    message: 'No.',
    place: { from: 3, to: 5 },
  });
  assert.deepEqual(answerIn({ ok: false, message: 'No.' }), { ok: false, message: 'No.', place: undefined });
});

test('what is no answer of the store is told, not shown', () => {
  for (const body of [undefined, null, 'a text', 7])
    assert.deepEqual(answerIn(body), {
      ok: false,
      message: 'The store answered nothing.',
      place: undefined,
    });
  const odd = answerIn({ ok: true, columns: [1], rows: [[true, {}, 2], 'no row'], tookMs: 0, cut: 'else' });
  assert.deepEqual(odd.ok && [odd.columns, odd.rows, odd.cut], [['1'], [[null, null, 2], []], undefined]);
});

test('how far the reading is, when it is known', () => {
  assert.deepEqual(progressIn({ read: 1, of: 2, more: 3 }), { read: 1, of: 2 });
  assert.equal(progressIn({ read: '1', of: 2 }), undefined);
  assert.equal(progressIn(undefined), undefined);
});
