// Two traces of the same kind of request, laid over each other: what is in both, what came, what went,
// what got slower. Siblings are paired by service, kind and name, in their order; times, ids and the order
// of different siblings do not matter.

import { durationNano, serviceName } from './span.ts';
import type { TraceTree, TreeNode } from './tree.ts';

export type Pair =
  | { change: 'matched' | 'slower' | 'faster'; before: TreeNode; after: TreeNode; children: Pair[] }
  | { change: 'vanished'; before: TreeNode; after: undefined; children: Pair[] }
  | { change: 'appeared'; before: undefined; after: TreeNode; children: Pair[] };

export type Change = Pair['change'];

export type Comparison = { roots: Pair[]; counts: Record<Change, number> };

export type CompareOptions = {
  /** How many times as long a span has to take to be called slower. */
  factor?: number;
  /** And by how much at the least: a span of 0.1 ms that took 0.3 is noise. */
  atLeastNano?: bigint;
};

export function compareTraces(before: TraceTree, after: TraceTree, options: CompareOptions = {}): Comparison {
  const { factor = 1.5, atLeastNano = 5_000_000n } = options;
  const roots: Pair[] = [];
  const counts: Record<Change, number> = { matched: 0, slower: 0, faster: 0, vanished: 0, appeared: 0 };
  const waiting = [{ before: before.roots, after: after.roots, into: roots }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [old, young] of pairUp(next.before, next.after)) {
      const pair = pairOf(old, young, factor, atLeastNano);
      if (pair === undefined) continue;
      counts[pair.change]++;
      next.into.push(pair);
      waiting.push({ before: old?.children ?? [], after: young?.children ?? [], into: pair.children });
    }
  }
  return { roots, counts };
}

function pairOf(
  before: TreeNode | undefined,
  after: TreeNode | undefined,
  factor: number,
  atLeastNano: bigint,
): Pair | undefined {
  if (before === undefined) {
    return after === undefined ? undefined : { change: 'appeared', before, after, children: [] };
  }
  if (after === undefined) return { change: 'vanished', before, after, children: [] };
  const was = durationNano(before.span);
  const is = durationNano(after.span);
  const slower = is - was >= atLeastNano && Number(is) >= Number(was) * factor;
  const faster = was - is >= atLeastNano && Number(was) >= Number(is) * factor;
  return { change: slower ? 'slower' : faster ? 'faster' : 'matched', before, after, children: [] };
}

/** The n-th of a kind before goes with the n-th of its kind after. Order: as after has it, then what vanished. */
function pairUp(before: TreeNode[], after: TreeNode[]): [TreeNode | undefined, TreeNode | undefined][] {
  const left = Map.groupBy(before, kindOfWork);
  const pairs = after.map((node): [TreeNode | undefined, TreeNode | undefined] => [
    left.get(kindOfWork(node))?.shift(),
    node,
  ]);
  const vanished = Array.from(left.values()).flat();
  return [...pairs, ...vanished.map((node): [TreeNode, undefined] => [node, undefined])];
}

const kindOfWork = ({ span }: TreeNode): string => `${serviceName(span)}\n${span.kind}\n${span.name}`;
