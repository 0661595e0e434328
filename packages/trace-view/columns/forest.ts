// Which span hangs under which, and the order in which a waterfall shows them: trace-model/tree.ts over arrays of
// numbers. The same rules: nothing is left out, what had to be salvaged is marked.

export type ForestInput = {
  count: number;
  /** Two for each span: high and low half. */
  spanIds: Uint32Array;
  /** Both halves 0: no parent. */
  parentIds: Uint32Array;
  start: Float64Array;
};

/** All but `order` are by row. */
export type Forest = {
  /** The span at each row. */
  order: Uint32Array;
  parent: Int32Array;
  depth: Uint32Array;
  size: Uint32Array;
  mark: Uint8Array;
};

const ORPHAN = 1;
const CYCLE = 2;
export const DUPLICATE = 3;
const NONE = -1;

export const forestOf = (input: ForestInput): Forest => {
  const { count } = input;
  const byStart = inOrderOfStart(input);
  const marks = new Uint8Array(count);
  const find = idTable(input, byStart, marks);
  const links = linked(input, byStart, marks, find);
  const { parent, next, firstChild } = links;

  const order = new Uint32Array(count);
  const depthOf = new Uint32Array(count);
  const placed = new Uint8Array(count);
  let row = 0;
  const waiting: number[] = [];
  const place = (root: number): void => {
    const enter = (span: number): void => {
      const above = parent[span] ?? NONE;
      placed[span] = 1;
      depthOf[span] = above === NONE ? 0 : (depthOf[above] ?? 0) + 1;
      order[row++] = span;
      const child = firstChild[span] ?? NONE;
      if (child !== NONE) waiting.push(child);
    };
    enter(root);
    for (let span = waiting.pop(); span !== undefined; span = waiting.pop()) {
      // siblings wait one at a time, below the first child
      const sibling = next[span] ?? NONE;
      if (sibling !== NONE) waiting.push(sibling);
      // the cut of a ring is still in the list of its former parent
      if (placed[span] === 0) enter(span);
    }
  };
  for (const root of links.roots) place(root);
  for (const orphan of links.orphans) place(orphan);
  // What is still not placed hangs in a ring. It is cut before its earliest span.
  for (let i = 0; row < count && i < count; i++) {
    const span = byStart[i] ?? 0;
    if (placed[span] === 1) continue;
    const top = ringMember(span, parent, input.start);
    parent[top] = NONE;
    marks[top] = CYCLE;
    place(top);
  }
  return byRow(order, parent, depthOf, marks);
};

const byRow = (order: Uint32Array, parentOf: Int32Array, depthOf: Uint32Array, marks: Uint8Array): Forest => {
  const count = order.length;
  const rowOf = new Uint32Array(count);
  for (let row = 0; row < count; row++) rowOf[order[row] ?? 0] = row;
  const parent = new Int32Array(count);
  const depth = new Uint32Array(count);
  const size = new Uint32Array(count).fill(1);
  const mark = new Uint8Array(count);
  for (let row = count - 1; row >= 0; row--) {
    const span = order[row] ?? 0;
    const above = parentOf[span] ?? NONE;
    const aboveRow = above === NONE ? NONE : (rowOf[above] ?? NONE);
    parent[row] = aboveRow;
    depth[row] = depthOf[span] ?? 0;
    mark[row] = marks[span] ?? 0;
    if (aboveRow !== NONE) size[aboveRow] = (size[aboveRow] ?? 0) + (size[row] ?? 0);
  }
  return { order, parent, depth, size, mark };
};

const inOrderOfStart = ({ count, start }: ForestInput): Uint32Array => {
  const byStart = Uint32Array.from({ length: count }, (_, span) => span);
  let sorted = true;
  for (let i = 1; i < count && sorted; i++) sorted = (start[i - 1] ?? 0) <= (start[i] ?? 0);
  return sorted ? byStart : byStart.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0) || a - b);
};

/** Open addressing over the id halves: a Map of 50,000 hex strings takes ten times as long. Marks duplicates. */
const idTable = (
  { count, spanIds }: ForestInput,
  byStart: Uint32Array,
  marks: Uint8Array,
): ((high: number, low: number) => number) => {
  let slots = 16;
  while (slots < 2 * count) slots *= 2;
  const table = new Int32Array(slots).fill(NONE);
  const slotOf = (high: number, low: number): number => {
    let slot = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b);
    slot = (slot ^ (slot >>> 15)) & (slots - 1);
    for (;;) {
      const span = table[slot] ?? NONE;
      if (span === NONE || (spanIds[2 * span] === high && spanIds[2 * span + 1] === low)) return slot;
      slot = (slot + 1) & (slots - 1);
    }
  };
  for (const span of byStart) {
    const slot = slotOf(spanIds[2 * span] ?? 0, spanIds[2 * span + 1] ?? 0);
    if (table[slot] === NONE) table[slot] = span;
    else marks[span] = DUPLICATE;
  }
  return (high, low) => table[slotOf(high, low)] ?? NONE;
};

type Links = {
  parent: Int32Array;
  firstChild: Int32Array;
  next: Int32Array;
  roots: number[];
  orphans: number[];
};

const linked = (
  { count, parentIds }: ForestInput,
  byStart: Uint32Array,
  marks: Uint8Array,
  find: (high: number, low: number) => number,
): Links => {
  const parent = new Int32Array(count).fill(NONE);
  const firstChild = new Int32Array(count).fill(NONE);
  const next = new Int32Array(count).fill(NONE);
  const roots: number[] = [];
  const orphans: number[] = [];
  // from the last to the first, so that each child goes before those already there
  for (let i = count - 1; i >= 0; i--) {
    const span = byStart[i] ?? 0;
    const high = parentIds[2 * span] ?? 0;
    const low = parentIds[2 * span + 1] ?? 0;
    if (high === 0 && low === 0) {
      roots.push(span);
      continue;
    }
    const above = find(high, low);
    if (above === NONE || above === span) {
      if (above === span) marks[span] = CYCLE;
      else if (marks[span] === 0) marks[span] = ORPHAN;
      orphans.push(span);
      continue;
    }
    parent[span] = above;
    next[span] = firstChild[above] ?? NONE;
    firstChild[above] = span;
  }
  return { parent, firstChild, next, roots: roots.reverse(), orphans: orphans.reverse() };
};

/** The earliest member of the ring above a span that no root leads to. */
const ringMember = (span: number, parent: Int32Array, start: Float64Array): number => {
  const seen = new Set<number>();
  let above = span;
  while (!seen.has(above)) {
    seen.add(above);
    above = parent[above] ?? NONE;
  }
  let earliest = above;
  for (let member = parent[above] ?? NONE; member !== above; member = parent[member] ?? NONE)
    if ((start[member] ?? 0) < (start[earliest] ?? 0)) earliest = member;
  return earliest;
};
