import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstNamed, inMs, type OtlpTrace, pictureOf, type Row } from './trace.ts';

const span = (spanId: string, parentSpanId: string, name: string, from: number, to: number) => ({
  traceId: 'a'.repeat(32),
  spanId,
  parentSpanId,
  name,
  kind: 2,
  startTimeUnixNano: `${1_000_000 * (1000 + from)}`,
  endTimeUnixNano: `${1_000_000 * (1000 + to)}`,
});
const traceOf = (...spans: ReturnType<typeof span>[]): OtlpTrace => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [{ scope: { name: 'http' }, spans }],
    },
  ],
});
const outline = (rows: Row[]): string =>
  rows.map(row => row.name + (row.children.length > 0 ? `(${outline(row.children)})` : '')).join(' ');

test('spans become a tree, children in the order they started', () => {
  const picture = pictureOf(
    traceOf(span('1', '', 'root', 0, 9), span('3', '1', 'late', 5, 8), span('2', '1', 'early', 1, 3)),
  );
  assert.equal(outline(picture.roots), 'root(early late)');
  assert.equal(picture.duration, 9);
});

test('a hidden span gives its children to its own parent', () => {
  const trace = traceOf(
    span('1', '', 'root', 0, 9),
    span('2', '1', 'router - /', 1, 8),
    span('3', '2', 'leaf', 2, 3),
  );
  assert.equal(outline(pictureOf(trace, { hide: ['router'] }).roots), 'root(leaf)');
});

test('of a long trace only the named spans can be shown, and the sums still tell of all', () => {
  const trace = traceOf(
    span('1', '', 'root', 0, 9),
    span('2', '1', 'step', 1, 8),
    span('3', '2', 'leaf', 2, 3),
  );
  const picture = pictureOf(trace, { only: ['root', 'leaf'] });
  assert.equal(outline(picture.roots), 'root(leaf)');
  assert.deepEqual([picture.shown, picture.spans], [2, 3]);
});

test('of two spans that start together the first to end comes first', () => {
  const trace = traceOf(
    span('1', '', 'root', 0, 9),
    span('2', '1', 'short', 1, 2),
    span('3', '1', 'long', 1, 8),
  );
  assert.equal(outline(pictureOf(trace).roots), 'root(short long)');
});

test('a span whose parent never arrived is drawn as a root and marked', () => {
  const { roots } = pictureOf(traceOf(span('1', '', 'root', 0, 9), span('2', '77', 'lost', 1, 2)));
  assert.deepEqual(
    roots.map(row => [row.name, row.orphan]),
    [
      ['root', false],
      ['lost', true],
    ],
  );
});

test('a row is found by name, the uppermost first', () => {
  const trace = traceOf(
    span('1', '', 'root', 0, 9),
    span('2', '1', 'twin', 1, 3),
    span('3', '2', 'twin', 2, 3),
  );
  assert.equal(firstNamed(pictureOf(trace).roots, 'twin')?.id, '2');
  assert.equal(firstNamed(pictureOf(trace).roots, 'nobody'), undefined);
});

test('times are given in the unit a person would choose', () => {
  assert.deepEqual([0.004, 2.345, 20.08, 2024.6].map(inMs), ['<0.1 ms', '2.3 ms', '20 ms', '2.02 s']);
});
