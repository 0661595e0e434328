import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markedPieces } from './marked-pieces.ts';

const marked = (text: string, wanted: string): string =>
  markedPieces(text, wanted)
    .map(piece => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

test('each place is marked, whatever its case, and the text stays as it is', () => {
  assert.equal(marked('GET /orders/:id/Orders', 'order'), 'GET /[order]s/:id/[Order]s');
  assert.equal(marked('aaa', 'aa'), '[aa]a');
  assert.equal(marked('take payment', ' PAY '), 'take [pay]ment');
  assert.equal(marked('take payment', 'nothing'), 'take payment');
  assert.equal(marked('', 'a'), '');
  assert.equal(marked('x', ''), 'x');
});

test('a letter that is longer in lower case moves no mark', () => {
  assert.equal(marked('İstanbul', 'stan'), 'İstanbul');
});
