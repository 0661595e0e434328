// The table's rows: which, in which order, or gathered by service or operation.

import { isError, nameOf, serviceOf, type TraceColumns } from '../../columns/trace-columns.ts';

const SPAN_KEYS = ['service', 'name', 'start', 'duration', 'self', 'status'] as const;
export type SpanKey = (typeof SPAN_KEYS)[number];
export type Direction = 'ascending' | 'descending';

/** Texts are compared by their place in the alphabet, worked out once for each text and not for each pair of rows. */
const rankOf = (texts: readonly string[]): Uint32Array => {
  const order = texts.map((_, at) => at).sort((a, b) => compareTexts(texts[a] ?? '', texts[b] ?? ''));
  const rank = new Uint32Array(texts.length);
  for (const [place, at] of order.entries()) rank[at] = place;
  return rank;
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const valuesOf = (trace: TraceColumns, self: Float64Array, key: SpanKey): ArrayLike<number> => {
  switch (key) {
    case 'service': {
      const rank = rankOf(trace.services);
      return trace.service.map(service => rank[service] ?? 0);
    }
    case 'name': {
      const rank = rankOf(trace.strings);
      return trace.name.map(name => rank[name] ?? 0);
    }
    case 'start':
      return trace.start;
    case 'duration':
      return trace.duration;
    case 'self':
      return self;
    case 'status':
      return trace.status;
  }
};

/** Rows that are alike stay in the order of the waterfall. */
export const sortedRows = (
  trace: TraceColumns,
  self: Float64Array,
  key: SpanKey,
  direction: Direction,
  only?: (row: number) => boolean,
): Uint32Array => {
  const rows = Uint32Array.from({ length: trace.rows }, (_, row) => row);
  const values = valuesOf(trace, self, key);
  const sign = direction === 'ascending' ? 1 : -1;
  const kept = only === undefined ? rows : rows.filter(only);
  return kept.sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
};

export type Grouping = 'service' | 'operation';

export type Group = {
  service: string;
  /** '' where services are gathered whole. */
  name: string;
  spans: number;
  errors: number;
  /** Nanoseconds. */
  total: number;
  self: number;
  longest: number;
  longestRow: number;
};

const GROUP_KEYS = ['group', 'spans', 'errors', 'total', 'self', 'longest'] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

export const groupsOf = (trace: TraceColumns, self: Float64Array, by: Grouping): Group[] => {
  const groups = new Map<number, Group>();
  for (let row = 0; row < trace.rows; row++) {
    const service = trace.service[row] ?? 0;
    const key = by === 'service' ? service : service * trace.strings.length + (trace.name[row] ?? 0);
    const group = groups.get(key) ?? {
      service: serviceOf(trace, row),
      name: by === 'service' ? '' : nameOf(trace, row),
      spans: 0,
      errors: 0,
      total: 0,
      self: 0,
      longest: Number.NEGATIVE_INFINITY,
      longestRow: row,
    };
    groups.set(key, group);
    const duration = trace.duration[row] ?? 0;
    group.spans++;
    if (isError(trace, row)) group.errors++;
    group.total += duration;
    group.self += self[row] ?? 0;
    if (duration <= group.longest) continue;
    group.longest = duration;
    group.longestRow = row;
  }
  return [...groups.values()];
};

export const sortedGroups = (groups: readonly Group[], key: GroupKey, direction: Direction): Group[] => {
  const sign = direction === 'ascending' ? 1 : -1;
  const byName = (a: Group, b: Group): number =>
    compareTexts(a.service, b.service) || compareTexts(a.name, b.name);
  return groups.toSorted((a, b) => sign * (key === 'group' ? byName(a, b) : a[key] - b[key]) || byName(a, b));
};
