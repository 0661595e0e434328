// A trace as OTLP JSON in, rows to draw out. Pure.

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
type KeyValue = { key: string; value: Value };
type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  events?: { timeUnixNano: string; name: string; attributes?: KeyValue[] }[];
  status?: { code?: number; message?: string };
};
export type OtlpTrace = {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: { scope: { name: string }; spans: OtlpSpan[] }[];
  }[];
};

export type Fact = { key: string; value: string };
export type Row = {
  id: string;
  service: string;
  name: string;
  kind: string;
  scope: string;
  failed: boolean;
  /** It names a parent that is not in the trace. */
  orphan: boolean;
  statusMessage: string;
  /** Milliseconds from the start of the trace. */
  start: number;
  duration: number;
  facts: Fact[];
  events: { at: number; name: string; facts: Fact[] }[];
  children: Row[];
};
export type Picture = {
  traceId: string;
  duration: number;
  /** Of all the spans there are, how many are shown. */
  shown: number;
  spans: number;
  services: number;
  roots: Row[];
};
/** Spans to leave out, by how their names begin; or the only ones to show, by their whole names. */
export type Choice = { hide?: readonly string[]; only?: readonly string[] };

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const ERROR = 2;

const text = (value: Value): string =>
  String(value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue ?? '');
const facts = (list: KeyValue[] = []): Fact[] => list.map(({ key, value }) => ({ key, value: text(value) }));

/**
 * The children of a span that is left out move up to the nearest parent that is shown. A span whose parent is not in the trace becomes a root, so nothing is lost from the picture.
 */
export const pictureOf = (trace: OtlpTrace, { hide = [], only }: Choice = {}): Picture => {
  const all = trace.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = facts(resource.attributes).find(each => each.key === 'service.name')?.value ?? 'unknown';
    return scopeSpans.flatMap(({ scope, spans }) =>
      spans.map(span => ({ span, service, scope: scope.name })),
    );
  });
  const starts = all.map(({ span }) => BigInt(span.startTimeUnixNano));
  const zero = starts.reduce((least, each) => (each < least ? each : least), starts[0] ?? 0n);
  const ms = (nano: string): number => Number(BigInt(nano) - zero) / 1e6;

  const parents = new Map(all.map(({ span }) => [span.spanId, span.parentSpanId ?? '']));
  const shown = all.filter(
    ({ span }) => (only?.includes(span.name) ?? true) && !hide.some(word => span.name.startsWith(word)),
  );
  const rows = new Map<string, Row>(
    shown.map(({ span, service, scope }) => [
      span.spanId,
      {
        id: span.spanId,
        service,
        name: span.name,
        kind: KINDS[span.kind] ?? 'unspecified',
        scope,
        failed: span.status?.code === ERROR,
        orphan: (span.parentSpanId ?? '') !== '' && !parents.has(span.parentSpanId ?? ''),
        statusMessage: span.status?.message ?? '',
        start: ms(span.startTimeUnixNano),
        duration: ms(span.endTimeUnixNano) - ms(span.startTimeUnixNano),
        facts: facts(span.attributes),
        events: (span.events ?? []).map(event => ({
          at: ms(event.timeUnixNano),
          name: event.name,
          facts: facts(event.attributes),
        })),
        children: [],
      },
    ]),
  );

  const roots: Row[] = [];
  for (const row of rows.values()) {
    const passed = new Set([row.id]);
    let parent = parents.get(row.id) ?? '';
    while (parents.has(parent) && !rows.has(parent) && !passed.has(parent)) {
      passed.add(parent);
      parent = parents.get(parent) ?? '';
    }
    (rows.get(parent)?.children ?? roots).push(row);
  }
  // the SDK's clock starts spans on whole milliseconds: of two that start together, the first to end came first
  const byStart = (a: Row, b: Row): number => a.start - b.start || a.duration - b.duration;
  for (const row of rows.values()) row.children.sort(byStart);
  return {
    traceId: all[0]?.span.traceId ?? '',
    duration: Math.max(0, ...all.map(({ span }) => ms(span.endTimeUnixNano))),
    shown: rows.size,
    spans: all.length,
    services: new Set(all.map(({ service }) => service)).size,
    roots: roots.sort(byStart),
  };
};

export const inMs = (duration: number): string => {
  if (duration >= 1000) return `${(duration / 1000).toFixed(2)} s`;
  if (duration >= 10) return `${duration.toFixed(0)} ms`;
  return duration >= 0.1 ? `${duration.toFixed(1)} ms` : '<0.1 ms';
};

/** The first row of that name, read from the top. */
export const firstNamed = (rows: readonly Row[], name: string): Row | undefined => {
  for (const row of rows) {
    const found = row.name === name ? row : firstNamed(row.children, name);
    if (found !== undefined) return found;
  }
  return undefined;
};
