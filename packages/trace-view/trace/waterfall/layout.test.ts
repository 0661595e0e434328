import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Layout, positionAt, ROW_HEIGHT, STACKED_ROW_HEIGHT, topOf, totalHeight } from './layout.ts';

const WIDE: Layout = { rowHeight: ROW_HEIGHT, positions: new Uint32Array([2, 5]), heights: [100, 40] };
const STACKED: Layout = { ...WIDE, rowHeight: STACKED_ROW_HEIGHT };

test('rows after open details stand lower by their height', () => {
  assert.deepEqual(
    [0, 2, 3, 6].map(position => topOf(position, WIDE)),
    [0, 56, 184, 308],
  );
  assert.equal(totalHeight(10, WIDE), 420);
  assert.equal(totalHeight(10, STACKED), 660);
});

test('every height belongs to the row that is drawn there, details to the row above them', () => {
  for (const layout of [WIDE, STACKED]) {
    for (let position = 0; position < 10; position++) {
      assert.equal(positionAt(topOf(position, layout), 10, layout), position);
      assert.equal(positionAt(topOf(position + 1, layout) - 1, 10, layout), position);
    }
    assert.equal(positionAt(5000, 10, layout), 9);
  }
});
