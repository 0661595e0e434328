import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positionAt, topOf, totalHeight } from './layout.ts';

const OPEN = { rowHeight: 28, positions: new Uint32Array([2, 5]), heights: [100, 40] };

test('rows after open details stand lower by their height', () => {
  assert.deepEqual(
    [0, 2, 3, 6].map(position => topOf(position, OPEN)),
    [0, 56, 184, 308],
  );
  assert.equal(totalHeight(10, OPEN), 420);
});

test('every height belongs to the row that is drawn there, details to the row above them', () => {
  for (let position = 0; position < 10; position++) {
    assert.equal(positionAt(topOf(position, OPEN), 10, OPEN), position);
    assert.equal(positionAt(topOf(position + 1, OPEN) - 1, 10, OPEN), position);
  }
  assert.equal(positionAt(5000, 10, OPEN), 9);
});
