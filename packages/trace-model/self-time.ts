// Self time: what a span spent without any of its children running.

import { durationNano, type Span } from './span.ts';
import type { TreeNode } from './tree.ts';

export function selfTimeNano(node: TreeNode): bigint {
  const { startNano, endNano } = node.span;
  let covered = 0n;
  let coveredUntil = startNano;
  // Children are in order of start, so one pass unites their intervals.
  for (const { span } of node.children) {
    const from = span.startNano > coveredUntil ? span.startNano : coveredUntil;
    const until = span.endNano < endNano ? span.endNano : endNano;
    if (until > from) {
      covered += until - from;
      coveredUntil = until;
    }
  }
  return atLeastZero(durationNano(node.span) - covered);
}

export const selfTimes = (nodes: readonly TreeNode[]): Map<Span, bigint> =>
  new Map(nodes.map(node => [node.span, selfTimeNano(node)]));

/** A span that ends before it starts has a broken clock, not a negative self time. */
const atLeastZero = (nanos: bigint): bigint => (nanos < 0n ? 0n : nanos);
