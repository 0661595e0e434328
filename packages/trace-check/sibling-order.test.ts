import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { openCase } from './case.ts';
import { evidence, tinyLab } from './evidence-builder.ts';

const step = (name: string, at: number, ms: number) => span('order-service', name, { at, ms });

const childrenOf = (...steps: ReturnType<typeof step>[]): string[] => {
  const seen = openCase(
    tinyLab([{ rule: 'answers' }]),
    evidence([{ name: 'an order', traces: [span('order-service', 'place order', { ms: 60 }, steps)] }]),
  );
  const [view] = seen.requests;
  const root = view?.spans.find(one => one.name === 'place order');
  return view && root ? view.childrenOf(root).map(one => one.name) : [];
};

test('siblings come in the order they began', () => {
  assert.deepEqual(childrenOf(step('second', 9, 1), step('first', 2, 30)), ['first', 'second']);
});

test('of two that begin in the same millisecond, the one that was over at once came first', () => {
  assert.deepEqual(childrenOf(step('call', 2, 9), step('brief', 2, 0.1)), ['brief', 'call']);
});

test('of two long ones that begin in the same millisecond, the longer began first', () => {
  assert.deepEqual(childrenOf(step('item', 2, 9), step('items', 2, 30)), ['items', 'item']);
});
