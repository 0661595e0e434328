// The critical path: the chain of work that decided when a span ended. Shortening anything on it shortens
// the whole; shortening anything else does not.

import type { Span } from './span.ts';
import type { TreeNode } from './tree.ts';

export type Section = { span: Span; startNano: bigint; endNano: bigint };

type Window = { node: TreeNode; startNano: bigint; endNano: bigint };

/**
 * Walks back from the end: whichever child ended last before the cursor was being waited for. What a child
 * did before its parent started or after it ended (clock skew, work left running) is cut off, for nobody
 * waited for it. Sections are in order of time, do not overlap, and cover the root.
 */
export function criticalPath(root: TreeNode): Section[] {
  const sections: Section[] = [];
  const waiting: (Window | Section)[] = [
    { node: root, startNano: root.span.startNano, endNano: root.span.endNano },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('span' in next) sections.push(next);
    // Latest first on the stack means earliest is pushed first: walkBack lists from the end backwards.
    else waiting.push(...walkBack(next).reverse());
  }
  return sections.reverse();
}

/** The parts of one window, from its end to its start: own work, and the children waited for. */
function walkBack({ node, startNano, endNano }: Window): (Window | Section)[] {
  const parts: (Window | Section)[] = [];
  const children: Window[] = [];
  for (const child of node.children) {
    const from = later(child.span.startNano, startNano);
    const until = earlier(child.span.endNano, endNano);
    if (from < until) children.push({ node: child, startNano: from, endNano: until });
  }
  children.sort((a, b) => (a.endNano < b.endNano ? 1 : a.endNano > b.endNano ? -1 : 0));
  let cursor = endNano;
  for (const child of children) {
    if (child.endNano > cursor) continue;
    if (child.endNano < cursor) parts.push({ span: node.span, startNano: child.endNano, endNano: cursor });
    parts.push(child);
    cursor = child.startNano;
  }
  if (cursor > startNano) parts.push({ span: node.span, startNano, endNano: cursor });
  return parts;
}

const earlier = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const later = (a: bigint, b: bigint): bigint => (a > b ? a : b);
