import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { traceTree } from '#trace-model/tree.ts';
import { columnsOfSpans } from './from-spans.ts';
import {
  attributeOf,
  childrenOf,
  kindOf,
  markOf,
  nameOf,
  parentIdOf,
  rootsOf,
  rowOfSpan,
  serviceOf,
  spanIdOf,
  statusMessageOf,
  type TraceColumns,
} from './trace-columns.ts';

const ORDER = trace(
  span('api-gateway', 'POST /orders', { kind: 'server' }, [
    span('order-service', 'place order', { ms: 40, attributes: { 'order.id': 7n } }, [
      span('order-service', 'reserve', { events: [{ name: 'retry', at: 2 }] }),
    ]),
    span('user-service', 'GET /users/:id', {
      kind: 'server',
      status: { code: 'error', message: 'no such user' },
    }),
  ]),
);

test('rows stand as a waterfall shows them, whatever the order of arrival', () => {
  const columns = columnsOfSpans(ORDER.toReversed());
  const rows = Array.from({ length: columns.rows }, (_, row) => nameOf(columns, row));
  assert.deepEqual(rows, ['POST /orders', 'place order', 'reserve', 'GET /users/:id']);
  assert.deepEqual([...columns.depth], [0, 1, 2, 1]);
  assert.deepEqual([...columns.parent], [-1, 0, 1, 0]);
  assert.deepEqual([...columns.size], [4, 2, 1, 1]);
  assert.deepEqual([...childrenOf(columns, 0)], [1, 3]);
  assert.deepEqual([...rootsOf(columns)], [0]);
});

test('a row says what its span said', () => {
  const columns = columnsOfSpans(ORDER);
  assert.equal(serviceOf(columns, 3), 'user-service');
  assert.equal(kindOf(columns, 3), 'server');
  assert.equal(statusMessageOf(columns, 3), 'no such user');
  assert.equal(attributeOf(columns, 1, 'order.id'), '7');
  assert.equal(spanIdOf(columns, 2), '0000000000000003');
  assert.equal(parentIdOf(columns, 2), '0000000000000002');
  assert.equal(rowOfSpan(columns, '0000000000000004'), 3);
  assert.equal(columns.duration[1], 40_000_000);
  assert.deepEqual([...columns.eventFrom], [0, 0, 0, 1, 1]);
  assert.equal(columns.eventTime[0], (columns.start[2] ?? 0) + 2_000_000);
});

/** The columns and the tree of objects have to say the same about any spans. */
const assertSameTree = (spans: Span[], columns: TraceColumns): void => {
  const { nodes } = traceTree(spans);
  const expected = nodes.map(node => [node.span.name, node.depth, node.mark, node.parent?.span.name]);
  const actual = Array.from({ length: columns.rows }, (_, row) => {
    const parent = columns.parent[row] ?? -1;
    return [
      nameOf(columns, row),
      columns.depth[row],
      markOf(columns, row),
      parent === -1 ? undefined : nameOf(columns, parent),
    ];
  });
  assert.deepEqual(actual, expected);
};

test('orphans, rings and duplicates are salvaged as the tree of objects salvages them', () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 48271) >>> 0) % 0x7fffffff;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const count = 1 + random(12);
    const spans = Array.from({ length: count }, (_, index): Span => {
      const [sketch] = trace(span('a', `span ${index}`, { at: random(20), ms: random(20) }));
      assert.ok(sketch);
      const id = (): string => (1 + random(count + 2)).toString(16).padStart(16, '0');
      return { ...sketch, spanId: id(), parentSpanId: random(5) === 0 ? '' : id() };
    });
    assertSameTree(spans, columnsOfSpans(spans));
  }
});

test('a trace without spans has no rows', () => {
  assert.equal(columnsOfSpans([]).rows, 0);
});
