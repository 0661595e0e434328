// The few rows with the largest value, in order. Among equals the smaller ids come first, so that the same spans
// give the same answer in whatever order they came.

export type Best = {
  offer(row: number, traceId: string): void;
  kept(): readonly { row: number; traceId: string }[];
};

type Row = { row: number; traceId: string; value: number };

export function best(most: number, values: Float64Array, spanIds: BigUint64Array): Best {
  const kept: Row[] = [];
  const order = (a: Row, b: Row): number => {
    if (a.value !== b.value) return b.value - a.value;
    if (a.traceId !== b.traceId) return a.traceId < b.traceId ? -1 : 1;
    return (spanIds[a.row] ?? 0n) < (spanIds[b.row] ?? 0n) ? -1 : 1;
  };
  return {
    offer(row, traceId) {
      const value = values[row] ?? 0;
      const last = kept.at(-1);
      // nearly all end here
      if (kept.length === most && last !== undefined && value < last.value) return;
      kept.push({ row, traceId, value });
      kept.sort(order);
      if (kept.length > most) kept.pop();
    },
    kept: () => kept,
  };
}
