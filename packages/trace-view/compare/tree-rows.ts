// What of a comparison is in sight: not what is folded away, and on demand only what differs and what leads there.

export type TreeRow = {
  depth: number;
  change: string;
  /** It counts as a difference whatever its change is. */
  lookHere?: boolean;
  /** Rows of the subtree, this one included. */
  size: number;
};

/** What is there besides what a lab expects is no difference: a learner may make as many spans as they like. */
const NO_DIFFERENCE: ReadonlySet<string> = new Set(['matched', 'extra']);

export const differs = ({ change, lookHere }: TreeRow): boolean =>
  lookHere === true || !NO_DIFFERENCE.has(change);

/** For each row how many of its subtree differ, itself included. */
export const differencesWithin = (rows: readonly TreeRow[]): Uint32Array => {
  const until = new Uint32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) until[at + 1] = (until[at] ?? 0) + (differs(row) ? 1 : 0);
  return Uint32Array.from(rows, ({ size }, at) => (until[at + size] ?? 0) - (until[at] ?? 0));
};

export const rowsInSight = (
  rows: readonly TreeRow[],
  within: Uint32Array,
  folded: ReadonlySet<number>,
  onlyDifferences: boolean,
): Uint32Array => {
  const seen = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; ) {
    const size = rows[at]?.size ?? 1;
    if (onlyDifferences && within[at] === 0) {
      at += size;
      continue;
    }
    seen[count++] = at;
    at += folded.has(at) ? size : 1;
  }
  return seen.slice(0, count);
};

/** The next row that differs, in either direction and round the end; −1 when none does. */
export const nextDifference = (rows: readonly TreeRow[], from: number, step: 1 | -1): number => {
  for (let gone = 1; gone <= rows.length; gone++) {
    const at = (from + step * gone + rows.length * 2) % rows.length;
    const row = rows[at];
    if (row !== undefined && differs(row)) return at;
  }
  return -1;
};

/** The rows a row hangs under, so that they can be unfolded. */
export const ancestorsOf = (rows: readonly TreeRow[], row: number): number[] => {
  const found: number[] = [];
  let depth = rows[row]?.depth ?? 0;
  for (let at = row - 1; at >= 0 && depth > 0; at--) {
    const above = rows[at]?.depth ?? 0;
    if (above >= depth) continue;
    found.push(at);
    depth = above;
  }
  return found;
};

/** From the depths alone, for rows in the order of their tree. */
export const addSizes = (rows: readonly TreeRow[]): void => {
  const parents: TreeRow[] = [];
  const parentOf = rows.map(row => {
    while (parents.length > row.depth) parents.pop();
    const parent = parents.at(-1);
    parents.push(row);
    return parent;
  });
  for (let at = rows.length - 1; at >= 0; at--) {
    const parent = parentOf[at];
    if (parent !== undefined) parent.size += rows[at]?.size ?? 0;
  }
};
