// Jaeger's query API, from a path and parameters to an answer. Shapes, defaults and error bodies are those
// of Jaeger's query service; `undefined` means the path is not part of it.

import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span, SpanKind } from '#trace-model/span.ts';
import { countedCalls } from './calls/counted-calls.ts';
import { dependencyLinks } from './dependencies.ts';
import { MalformedValue, traceIdFrom } from './go-values.ts';
import { adjusted, withWarnings } from './jaeger-adjust.ts';
import { type JaegerTrace, jaegerTrace, shortId } from './jaeger-trace.ts';
import {
  checkTraceParamsLegacy,
  checkTraceParamsV3,
  dependencyWindow,
  rawV3,
  traceQueryLegacy,
  traceQueryV3,
} from './query-params.ts';
import type { TraceQuery } from './search.ts';
import type { TraceStore } from './store.ts';
import { summarize, type TraceSummary } from './trace-summary.ts';

export type Answer = { status: number; body: unknown };

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Dialect = { ok(body: unknown): Answer; error(status: number, message: string): Answer };

const V3: Dialect = {
  ok: body => ({ status: 200, body }),
  error: (status, message) => ({ status, body: { error: { httpCode: status, message } } }),
};
const LEGACY: Dialect = {
  ok: body => ({ status: 200, body }),
  error: (status, message) => ({ status, body: structured(null, 0, [{ code: status, msg: message }]) }),
};

type LegacyError = { code?: number; msg: string; traceID?: string };

const structured = (data: unknown, total = 0, errors: LegacyError[] | null = null) => ({
  data,
  total,
  limit: 0,
  offset: 0,
  errors,
});

export async function answerJaegerApi(url: URL, store: TraceStore): Promise<Answer | undefined> {
  const dialect = url.pathname.startsWith('/api/v3/') ? V3 : LEGACY;
  try {
    const body = dialect === V3 ? await v3(url, store) : await legacy(url, store);
    return body === undefined ? undefined : dialect.ok(body);
  } catch (error) {
    if (error instanceof MalformedValue) return dialect.error(400, error.message);
    if (error instanceof Refused) return dialect.error(error.status, error.message);
    throw error;
  }
}

async function v3({ pathname, searchParams }: URL, store: TraceStore): Promise<unknown> {
  switch (pathname) {
    case '/api/v3/services':
      return { services: store.catalog.services() };
    case '/api/v3/operations':
      return { operations: operationsV3(searchParams, store) };
    case '/api/v3/traces':
      return tracesV3(await find(traceQueryV3(searchParams), store), rawV3(searchParams));
    case '/api/v3/trace-summaries':
      return {
        summaries: (await find(traceQueryV3(searchParams), store)).map(spans => summaryV3(summarize(spans))),
      };
  }
  const id = /^\/api\/v3\/traces\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined) return undefined;
  // the path is read as it is written
  const traceId = malformed('trace_id', () => traceIdFrom(id));
  checkTraceParamsV3(searchParams);
  const spans = store.trace(traceId);
  return tracesV3(spans === undefined ? [] : [spans], rawV3(searchParams));
}

function malformed<T>(name: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    throw new MalformedValue(`malformed parameter ${name}: ${error.message}`);
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** As many traces as Jaeger's memory keeps when nobody sets it otherwise. */
const DEEPEST_SEARCH = 100_000;

async function find(query: TraceQuery, store: TraceStore): Promise<Span[][]> {
  if (query.limit <= 0 || query.limit > DEEPEST_SEARCH)
    throw new Refused(500, 'search depth must be greater than 0 and less than max traces');
  return store.search(query);
}

function tracesV3(traces: Span[][], raw: boolean): unknown {
  if (traces.length === 0) throw new Refused(404, 'No traces found');
  const given = raw ? traces : traces.map(spans => adjusted(spans).map(withWarnings));
  return { result: { resourceSpans: given.flatMap(spans => encodeOtlpJson(spans).resourceSpans) } };
}

type OperationV3 = { name: string | undefined; spanKind: string | undefined };

/** An empty text is left out, as protobuf JSON does. */
function operationsV3(params: URLSearchParams, store: TraceStore): OperationV3[] {
  const kind = params.get('spanKind') || params.get('span_kind') || '';
  return store.catalog
    .operations(params.get('service') ?? '')
    .filter(operation => kind === '' || operation.kind === kind)
    .map(({ name, kind }) => ({
      name: name || undefined,
      spanKind: kind === 'unspecified' ? undefined : kind,
    }));
}

/** Zeros and empty texts are left out, as protobuf JSON does. */
const summaryV3 = (summary: TraceSummary) => ({
  traceId: summary.traceId,
  rootServiceName: summary.rootServiceName || undefined,
  rootOperationName: summary.rootOperationName || undefined,
  minStartTimeUnixNano: String(summary.minStartNano),
  maxEndTimeUnixNano: String(summary.maxEndNano),
  spanCount: summary.spanCount || undefined,
  errorSpanCount: summary.errorSpanCount || undefined,
  orphanSpanCount: summary.orphanSpanCount || undefined,
  services: summary.services.map(({ name, spanCount, errorSpanCount }) => ({
    name: name || undefined,
    spanCount,
    errorSpanCount: errorSpanCount || undefined,
  })),
});

async function legacy({ pathname, searchParams }: URL, store: TraceStore): Promise<unknown> {
  switch (pathname) {
    case '/api/services': {
      const services = store.catalog.services();
      return structured(services, services.length);
    }
    case '/api/operations': {
      const operations = legacyOperations(searchParams, store);
      return structured(operations, operations.length);
    }
    case '/api/traces':
      return legacyTraces(searchParams, store);
    case '/api/dependencies':
      return structured(await dependencies(searchParams, store));
  }
  const service = /^\/api\/services\/([^/]+)\/operations$/.exec(pathname)?.[1];
  if (service !== undefined) {
    const names = [
      ...new Set(store.catalog.operations(decoded(service.replaceAll('+', ' '))).map(({ name }) => name)),
    ];
    return structured(names.length > 0 ? names : null, names.length);
  }
  const id = /^\/api\/traces\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined) return undefined;
  const traceId = traceIdFrom(id);
  const raw = checkTraceParamsLegacy(searchParams);
  const spans = store.trace(traceId);
  if (spans === undefined) throw new Refused(404, 'trace not found');
  return structured([jaegerTrace(spans, { raw })]);
}

function legacyOperations(params: URLSearchParams, store: TraceStore): { name: string; spanKind: string }[] {
  const service = params.get('service') ?? '';
  const kind = params.get('spanKind') ?? '';
  if (service === '') throw new Refused(400, "parameter 'service' is required");
  const spanKind = (kind: SpanKind): string => (kind === 'unspecified' ? '' : kind);
  return store.catalog
    .operations(service)
    .filter(operation => kind === '' || operation.kind === kind)
    .map(operation => ({ name: operation.name, spanKind: spanKind(operation.kind) }));
}

async function legacyTraces(params: URLSearchParams, store: TraceStore): Promise<unknown> {
  const { ids, raw, ...query } = traceQueryLegacy(params, nowNano());
  const shown = (spans: Span[]): JaegerTrace => jaegerTrace(spans, { raw });
  if (ids.length === 0) return structured((await find(query, store)).map(shown));
  const errors: LegacyError[] = [];
  const found: Span[][] = [];
  for (const traceID of ids) {
    const spans = store.trace(traceID);
    if (spans === undefined) errors.push({ msg: 'trace not found', traceID: shortId(traceID) });
    else found.push(spans);
  }
  return structured(found.map(shown), 0, errors.length > 0 ? errors : null);
}

async function dependencies(params: URLSearchParams, store: TraceStore): Promise<unknown> {
  const { startNano, endNano } = dependencyWindow(params, nowNano());
  if (endNano < startNano) throw new Refused(500, 'end time must be greater than start time');
  const service = params.get('service') ?? '';
  const table = await countedCalls(store).upToDate();
  return dependencyLinks(table, startNano, endNano).filter(
    ({ parent, child }) => service === '' || parent === service || child === service,
  );
}

const nowNano = (): bigint => BigInt(Date.now()) * 1_000_000n;
