import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Layout, layeredLayout, type Point, type Size } from './layered-layout.ts';

const BOX: Size = { along: 160, across: 60 };
const LABEL: Size = { along: 120, across: 40 };
const GAPS = { along: 30, across: 20 };

const laidOut = (...edges: string[]): Layout => {
  const pairs = edges.map(edge => edge.split('>'));
  const ids = [...new Set(pairs.flat())];
  return layeredLayout(
    ids.map(id => ({ id, size: BOX })),
    pairs.flatMap(([from = '', to]) => (to === undefined ? [] : [{ from, to, label: LABEL }])),
    GAPS,
  );
};

const at = (layout: Layout, id: string): Point => {
  const box = layout.boxes.find(box => box.id === id);
  assert.ok(box, id);
  return box;
};

const assertNothingOverlaps = ({ boxes, lines }: Layout): void => {
  const all = [
    ...boxes.map(box => ({ ...box, called: box.id })),
    ...lines.map(({ label, from, to }) => ({ ...label, called: `${from}>${to}` })),
  ];
  for (const [index, a] of all.entries())
    for (const b of all.slice(index + 1)) {
      const apart =
        Math.abs(a.along - b.along) >= (a.size.along + b.size.along) / 2 ||
        Math.abs(a.across - b.across) >= (a.size.across + b.size.across) / 2;
      assert.ok(apart, `${a.called} covers ${b.called}`);
    }
};

test('whoever calls stands before what it calls', () => {
  const layout = laidOut('gateway>orders', 'gateway>users', 'orders>stock', 'gateway>stock');
  assert.ok(at(layout, 'gateway').along < at(layout, 'orders').along);
  assert.equal(at(layout, 'orders').along, at(layout, 'users').along);
  assert.ok(at(layout, 'orders').along < at(layout, 'stock').along);
});

test('a chain is a straight line', () => {
  const layout = laidOut('a>b', 'b>c', 'c>d');
  assert.equal(new Set(layout.boxes.map(({ across }) => across)).size, 1);
});

test('no box and no label covers another, whatever the graph', () => {
  assertNothingOverlaps(laidOut('gateway>orders', 'gateway>users', 'orders>stock', 'gateway>stock'));
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 20; round++) {
    const edges = Array.from({ length: 24 }, () => `s${random(12)}>s${random(12)}`);
    assertNothingOverlaps(laidOut(...new Set(edges)));
  }
});

test('services that call each other are both drawn, the answer line against the flow', () => {
  const layout = laidOut('a>b', 'b>a');
  const back = layout.lines.find(({ from }) => from === 'b');
  assert.equal(layout.lines.length, 2);
  assert.ok((back?.points[0]?.along ?? 0) > (back?.points.at(-1)?.along ?? 0));
  assertNothingOverlaps(layout);
});

test('a ring of three still has a first', () => {
  const layout = laidOut('a>b', 'b>c', 'c>a');
  assert.deepEqual(
    layout.boxes
      .map(({ id, along }) => [id, along])
      .sort((x, y) => Number(x[1]) - Number(y[1]))
      .map(([id]) => id),
    ['a', 'b', 'c'],
  );
});

test('lines do not cross where they need not', () => {
  const layout = laidOut('a>x', 'b>y', 'root>b', 'root>a', 'a>z');
  const order = (...ids: string[]): string[] =>
    ids.toSorted((one, other) => at(layout, one).across - at(layout, other).across);
  const [first] = order('a', 'b');
  assert.equal(order('x', 'y', 'z').indexOf('y'), first === 'b' ? 0 : 2);
});

test('a service alone has its place, and what calls itself needs no line', () => {
  const layout = laidOut('alone', 'loop>loop');
  assert.deepEqual([layout.boxes.length, layout.lines.length], [2, 0]);
  assertNothingOverlaps(layout);
});
