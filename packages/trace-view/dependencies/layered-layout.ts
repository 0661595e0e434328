// Where the boxes and lines of a service graph go. Callers come before what they call (Sugiyama's layers);
// the label of a line is laid out as a small box of its own between two layers, so nothing can cover it.
// Works on positions along two axes: `along` the flow, `across` it; the caller says which is x.

export type Size = { along: number; across: number };

/** The middle of a box or label. */
export type Point = { along: number; across: number };
export type PlacedBox = Point & { id: string; size: Size };
export type PlacedLine = {
  from: string;
  to: string;
  label: Point & { size: Size };
  /** From the caller to the called, through the label; drawn against the layers where it calls back. */
  points: Point[];
};
export type Layout = { size: Size; boxes: PlacedBox[]; lines: PlacedLine[] };

export type BoxWanted = { id: string; size: Size };
export type LineWanted = { from: string; to: string; label: Size };
export type Gaps = { along: number; across: number };

/** One thing in one layer: a box, a label, or a bend of a line that passes through. */
type Slot = { size: Size; layer: number; across: number; before: Slot[]; after: Slot[] };
type Route = { line: LineWanted; reversed: boolean; slots: Slot[]; label: Slot };

const SWEEPS = 8;

export function layeredLayout(boxes: readonly BoxWanted[], lines: readonly LineWanted[], gaps: Gaps): Layout {
  const known = new Set(boxes.map(({ id }) => id));
  const drawn = lines.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  const backward = backwardLines(boxes, drawn);
  const layerOf = layers(boxes, drawn, backward);
  const slots = new Map(boxes.map(({ id, size }) => [id, slotOf(size, 2 * (layerOf.get(id) ?? 0))]));
  const routes = drawn.flatMap(line => routeOf(line, backward.has(line), slots) ?? []);
  const ranks = inLayers([...slots.values(), ...routes.flatMap(({ slots }) => slots)]);
  order(ranks);
  place(ranks, gaps.across);
  const alongs = alongOf(ranks, gaps.along);
  return measured(boxes, slots, routes, alongs);
}

const slotOf = (size: Size, layer: number): Slot => ({ size, layer, across: 0, before: [], after: [] });

/** Lines that close a ring, found by walking from the callers nobody calls. They are laid out turned round. */
function backwardLines(boxes: readonly BoxWanted[], lines: readonly LineWanted[]): Set<LineWanted> {
  const leaving = Map.groupBy(lines, ({ from }) => from);
  const called = new Set(lines.map(({ to }) => to));
  const starts = boxes.toSorted((a, b) => Number(called.has(a.id)) - Number(called.has(b.id)));
  const state = new Map<string, 'open' | 'done'>();
  const backward = new Set<LineWanted>();
  for (const { id } of starts) {
    if (state.has(id)) continue;
    const path = [{ id, rest: (leaving.get(id) ?? []).values() }];
    state.set(id, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(next.value.to) === 'open') backward.add(next.value);
      else if (!state.has(next.value.to)) {
        state.set(next.value.to, 'open');
        path.push({ id: next.value.to, rest: (leaving.get(next.value.to) ?? []).values() });
      }
    }
  }
  return backward;
}

/** Each box one layer after the last of its callers. */
function layers(
  boxes: readonly BoxWanted[],
  lines: readonly LineWanted[],
  backward: ReadonlySet<LineWanted>,
): Map<string, number> {
  const forward = lines.map(line => (backward.has(line) ? { from: line.to, to: line.from } : line));
  const leaving = Map.groupBy(forward, ({ from }) => from);
  const waitsFor = new Map(boxes.map(({ id }) => [id, 0]));
  for (const { to } of forward) waitsFor.set(to, (waitsFor.get(to) ?? 0) + 1);
  const layer = new Map<string, number>();
  const ready = boxes.map(({ id }) => id).filter(id => waitsFor.get(id) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const own = layer.get(id) ?? 0;
    layer.set(id, own);
    for (const { to } of leaving.get(id) ?? []) {
      layer.set(to, Math.max(layer.get(to) ?? 0, own + 1));
      const left = (waitsFor.get(to) ?? 0) - 1;
      waitsFor.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return layer;
}

const BEND: Size = { along: 0, across: 8 };

/** Boxes stand in even layers. Between them run the bends; the one in the middle, in an odd layer, is the label. */
function routeOf(line: LineWanted, reversed: boolean, boxes: Map<string, Slot>): Route | undefined {
  const first = boxes.get(reversed ? line.to : line.from);
  const last = boxes.get(reversed ? line.from : line.to);
  if (first === undefined || last === undefined) return undefined;
  const middle = (first.layer + last.layer) / 2;
  const labelLayer = middle % 2 === 1 ? middle : middle + 1;
  const between: Slot[] = [];
  for (let layer = first.layer + 1; layer < last.layer; layer++)
    between.push(slotOf(layer === labelLayer ? line.label : BEND, layer));
  const label = between[labelLayer - first.layer - 1];
  if (label === undefined) return undefined;
  let before = first;
  for (const slot of [...between, last]) {
    before.after.push(slot);
    slot.before.push(before);
    before = slot;
  }
  return { line, reversed, slots: between, label };
}

const inLayers = (slots: Slot[]): Slot[][] => {
  const ranks: Slot[][] = [];
  for (const slot of slots) {
    while (ranks.length <= slot.layer) ranks.push([]);
    ranks[slot.layer]?.push(slot);
  }
  return ranks;
};

/** Fewer crossings: each slot moves to the mean place of its neighbors, forth and back; the best sweep stays. */
function order(ranks: Slot[][]): void {
  const number = (): void => {
    for (const rank of ranks) for (const [at, slot] of rank.entries()) slot.across = at;
  };
  number();
  let best = ranks.map(rank => [...rank]);
  let fewest = crossings(ranks);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    for (const rank of forth ? ranks : ranks.toReversed()) {
      const wish = new Map(rank.map(slot => [slot, mean(forth ? slot.before : slot.after) ?? slot.across]));
      rank.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      for (const [at, slot] of rank.entries()) slot.across = at;
    }
    const now = crossings(ranks);
    if (now >= fewest) continue;
    fewest = now;
    best = ranks.map(rank => [...rank]);
  }
  for (const [at, rank] of best.entries()) ranks[at] = rank;
  number();
}

const mean = (slots: readonly Slot[]): number | undefined =>
  slots.length === 0 ? undefined : slots.reduce((sum, { across }) => sum + across, 0) / slots.length;

function crossings(ranks: Slot[][]): number {
  let count = 0;
  for (const rank of ranks) {
    const lines = rank.flatMap(slot => slot.after.map(to => [slot.across, to.across] as const));
    for (const [at, [from, to]] of lines.entries())
      for (const [otherFrom, otherTo] of lines.slice(at + 1))
        if ((from - otherFrom) * (to - otherTo) < 0) count++;
  }
  return count;
}

/** Straight lines where they can be: slots move toward their neighbors, and never nearer to each other than the gap. */
function place(ranks: Slot[][], gap: number): void {
  for (const rank of ranks) spread(rank, new Map(rank.map(slot => [slot, slot.across])), gap);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const rank of forth ? ranks : ranks.toReversed()) {
      const wish = new Map(
        rank.map(slot => {
          const near = forth ? slot.before : slot.after;
          return [slot, mean(near.length > 0 ? near : [...slot.before, ...slot.after]) ?? slot.across];
        }),
      );
      spread(rank, wish, gap);
    }
  }
  const start = Math.min(...ranks.flat().map(({ across, size }) => across - size.across / 2));
  for (const slot of ranks.flat()) slot.across -= start;
}

/**
 * The places nearest to what is wished for, in order and a gap apart: slots that would overlap form a block,
 * which stands at the mean of what its members wish.
 */
function spread(rank: readonly Slot[], wish: ReadonlyMap<Slot, number>, gap: number): void {
  const blocks: { slots: { slot: Slot; offset: number }[]; start: number; length: number }[] = [];
  for (const slot of rank) {
    let block = { slots: [{ slot, offset: slot.size.across / 2 }], start: 0, length: slot.size.across };
    for (;;) {
      const wished = block.slots.map(({ slot, offset }) => (wish.get(slot) ?? 0) - offset);
      block.start = wished.reduce((sum, each) => sum + each, 0) / wished.length;
      const above = blocks.at(-1);
      if (above === undefined || above.start + above.length + gap <= block.start) break;
      blocks.pop();
      const shift = above.length + gap;
      block = {
        slots: [...above.slots, ...block.slots.map(({ slot, offset }) => ({ slot, offset: offset + shift }))],
        start: 0,
        length: shift + block.length,
      };
    }
    blocks.push(block);
  }
  for (const { slots, start } of blocks) for (const { slot, offset } of slots) slot.across = start + offset;
}

type Depth = { middle: number; depth: number };

/** Each layer is as deep as its deepest slot. */
function alongOf(ranks: Slot[][], gap: number): Depth[] {
  let edge = 0;
  return ranks.map(rank => {
    const depth = Math.max(0, ...rank.map(({ size }) => size.along));
    const middle = edge + depth / 2;
    edge += depth + gap;
    return { middle, depth };
  });
}

function measured(
  boxes: readonly BoxWanted[],
  slots: Map<string, Slot>,
  routes: readonly Route[],
  alongs: readonly Depth[],
): Layout {
  const pointOf = (slot: Slot): Point => ({ along: alongs[slot.layer]?.middle ?? 0, across: slot.across });
  // straight through the whole depth of a layer, so that curves run in the gaps only and cut no box's corner
  const throughOf = ({ layer, across }: Slot): Point[] => {
    const { middle = 0, depth = 0 } = alongs[layer] ?? {};
    return [
      { along: middle - depth / 2, across },
      { along: middle + depth / 2, across },
    ];
  };
  const placed = boxes.flatMap(({ id, size }) => {
    const slot = slots.get(id);
    return slot === undefined ? [] : [{ id, size, ...pointOf(slot) }];
  });
  const lines = routes.flatMap(({ line, reversed, slots: between, label }) => {
    const first = slots.get(reversed ? line.to : line.from);
    const last = slots.get(reversed ? line.from : line.to);
    if (first === undefined || last === undefined) return [];
    const start = { ...pointOf(first), along: pointOf(first).along + first.size.along / 2 };
    const end = { ...pointOf(last), along: pointOf(last).along - last.size.along / 2 };
    const points = [start, ...between.flatMap(throughOf), end];
    return [
      {
        from: line.from,
        to: line.to,
        label: { ...pointOf(label), size: line.label },
        points: reversed ? points.reverse() : points,
      },
    ];
  });
  const all = [...placed, ...lines.map(({ label }) => label)];
  return {
    size: {
      along: Math.max(0, ...all.map(({ along, size }) => along + size.along / 2)),
      across: Math.max(0, ...all.map(({ across, size }) => across + size.across / 2)),
    },
    boxes: placed,
    lines,
  };
}
