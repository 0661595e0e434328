// Spans → the tree they say they are. Telemetry is never whole: parents go missing, ids collide, parents
// form rings. No span is ever left out; what had to be salvaged is marked.

import type { Span } from './span.ts';

export type Mark =
  /** Its parent is not among the spans. */
  | 'orphan'
  /** Its ancestors lead back to itself; the tree is cut here. */
  | 'cycle'
  /** Another span of this trace has the same id; children hang under the first. */
  | 'duplicate';

export type TreeNode = {
  span: Span;
  parent: TreeNode | undefined;
  children: TreeNode[];
  depth: number;
  mark?: Mark;
};

export type TraceTree = {
  traceId: string;
  /** True roots first, then what was salvaged; each in order of start. */
  roots: TreeNode[];
  nodes: TreeNode[];
};

/** One tree for each trace, in order of first appearance. */
export const traceTrees = (spans: Iterable<Span>): TraceTree[] =>
  Array.from(Map.groupBy(spans, span => span.traceId).values(), traceTree);

/** The tree of the spans of one trace. Nodes are listed parents first, as a waterfall shows them. */
export function traceTree(spans: readonly Span[]): TraceTree {
  const byId = new Map<string, TreeNode>();
  const unplaced: TreeNode[] = [];
  for (const span of inOrderOfStart(spans)) {
    const node: TreeNode = { span, parent: undefined, children: [], depth: 0 };
    if (byId.has(span.spanId)) node.mark = 'duplicate';
    else byId.set(span.spanId, node);
    unplaced.push(node);
  }
  const roots: TreeNode[] = [];
  const orphans: TreeNode[] = [];
  for (const node of unplaced) {
    const { parentSpanId } = node.span;
    const parent = byId.get(parentSpanId);
    if (parentSpanId === '') roots.push(node);
    else if (parent === undefined) {
      node.mark ??= 'orphan';
      orphans.push(node);
    } else if (parent === node) {
      node.mark = 'cycle';
      orphans.push(node);
    } else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  const placed = new Set<TreeNode>();
  const nodes: TreeNode[] = [];
  for (const root of [...roots, ...orphans]) place(root, placed, nodes);
  // What is still not placed hangs in a ring. It is cut before its earliest span.
  for (const node of unplaced) {
    if (placed.has(node)) continue;
    const top = ringMember(node);
    const { parent } = top;
    if (parent !== undefined) parent.children = parent.children.filter(child => child !== top);
    top.parent = undefined;
    top.mark = 'cycle';
    orphans.push(top);
    place(top, placed, nodes);
  }
  return { traceId: spans[0]?.traceId ?? '', roots: [...roots, ...orphans], nodes };
}

const inOrderOfStart = (spans: readonly Span[]): Span[] =>
  spans.toSorted((a, b) => (a.startNano < b.startNano ? -1 : a.startNano > b.startNano ? 1 : 0));

/** Sets depths and lists the nodes, without recursion: a runaway loop of nested spans is thousands deep. */
function place(root: TreeNode, placed: Set<TreeNode>, nodes: TreeNode[]): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    node.depth = node.parent === undefined ? 0 : node.parent.depth + 1;
    placed.add(node);
    nodes.push(node);
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i];
      if (child !== undefined) waiting.push(child);
    }
  }
}

/** The earliest member of the ring above a node that no root leads to. */
function ringMember(node: TreeNode): TreeNode {
  const seen = new Set<TreeNode>();
  let above = node;
  while (!seen.has(above) && above.parent !== undefined) {
    seen.add(above);
    above = above.parent;
  }
  let earliest = above;
  for (let next = above.parent; next !== undefined && next !== above; next = next.parent) {
    if (next.span.startNano < earliest.span.startNano) earliest = next;
  }
  return earliest;
}
