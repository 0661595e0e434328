// The few rows with the largest value, in order. Among equals the smaller ids come first, so that the same spans
// give the same answer in whatever order they came.

export type Best = {
  offer(row: number, traceId: string): void;
  kept(): readonly { row: number; traceId: string }[];
};

type Row = { row: number; traceId: string; value: number };

export function best(most: number, values: Float64Array, spanIds: BigUint64Array): Best {
  const kept: Row[] = [];
  const isBefore = (value: number, traceId: string, row: number, other: Row): boolean => {
    if (value !== other.value) return value > other.value;
    if (traceId !== other.traceId) return traceId < other.traceId;
    return (spanIds[row] ?? 0n) < (spanIds[other.row] ?? 0n);
  };
  return {
    offer(row, traceId) {
      const value = values[row] ?? 0;
      const last = kept.at(-1);
      // nearly all end here
      if (kept.length === most && last !== undefined && !isBefore(value, traceId, row, last)) return;
      const at = kept.findIndex(other => isBefore(value, traceId, row, other));
      kept.splice(at < 0 ? kept.length : at, 0, { row, traceId, value });
      if (kept.length > most) kept.pop();
    },
    kept: () => kept,
  };
}
