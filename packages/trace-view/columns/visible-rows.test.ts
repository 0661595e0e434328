import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from './from-spans.ts';
import {
  collapse,
  collapseFrom,
  deepestOpen,
  nothingCollapsed,
  positionOf,
  reveal,
  shallowestFolded,
  visibleRows,
} from './visible-rows.ts';

// rows: 0 root, 1 a, 2 a1, 3 a11, 4 b, 5 b1
const TRACE = columnsOfSpans(
  trace(
    span('s', 'root', {}, [
      span('s', 'a', {}, [span('s', 'a1', {}, [span('s', 'a11')])]),
      span('s', 'b', {}, [span('s', 'b1')]),
    ]),
  ),
);

test('a collapsed row stays, and what is under it goes', () => {
  const collapsed = collapse(TRACE, nothingCollapsed(TRACE), 1);
  const visible = visibleRows(TRACE, collapsed);
  assert.deepEqual([...visible], [0, 1, 4, 5]);
  assert.equal(positionOf(visible, 4), 2);
  assert.equal(positionOf(visible, 3), -1);
});

test('a leaf has nothing to collapse', () => {
  const open = nothingCollapsed(TRACE);
  assert.equal(collapse(TRACE, open, 3), open);
});

test('revealing a row unfolds what is above it and nothing else', () => {
  const all = collapseFrom(TRACE, 0);
  assert.deepEqual([...visibleRows(TRACE, all)], [0]);
  assert.deepEqual([...visibleRows(TRACE, reveal(TRACE, all, 3))], [0, 1, 2, 3, 4]);
});

test('levels fold from the deepest and unfold from the shallowest', () => {
  const open = nothingCollapsed(TRACE);
  assert.equal(deepestOpen(TRACE, open), 2);
  assert.equal(shallowestFolded(TRACE, open), -1);
  const folded = collapseFrom(TRACE, 1);
  assert.deepEqual([...visibleRows(TRACE, folded)], [0, 1, 4]);
  assert.equal(deepestOpen(TRACE, folded), 0);
  assert.equal(shallowestFolded(TRACE, folded), 1);
});
