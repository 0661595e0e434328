// Jaeger's query API, from a path and parameters to an answer. Shapes, defaults and error bodies are those
// of Jaeger's query service; `undefined` means the path is not part of it.

import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span, SpanKind } from '#trace-model/span.ts';
import { countedCalls } from './calls/counted-calls.ts';
import { dependencyLinks } from './dependencies.ts';
import { MalformedValue, traceIdFrom } from './go-values.ts';
import { jaegerTrace } from './jaeger-trace.ts';
import { checkTraceParamsV3, dependencyWindow, traceQueryLegacy, traceQueryV3 } from './query-params.ts';
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
      return tracesV3(await find(traceQueryV3(searchParams), store));
    case '/api/v3/trace-summaries':
      return {
        summaries: (await find(traceQueryV3(searchParams), store)).map(spans => summaryV3(summarize(spans))),
      };
  }
  const id = /^\/api\/v3\/traces\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined) return undefined;
  const traceId = malformed('trace_id', () => traceIdFrom(decoded(id)));
  checkTraceParamsV3(searchParams);
  const spans = store.trace(traceId);
  return tracesV3(spans === undefined ? [] : [spans]);
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

async function find(query: TraceQuery, store: TraceStore): Promise<Span[][]> {
  if (query.limit <= 0)
    throw new Refused(500, 'search depth must be greater than 0 and less than max traces');
  return store.search(query);
}

function tracesV3(traces: Span[][]): unknown {
  if (traces.length === 0) throw new Refused(404, 'No traces found');
  return { result: { resourceSpans: traces.flatMap(spans => encodeOtlpJson(spans).resourceSpans) } };
}

function operationsV3(params: URLSearchParams, store: TraceStore): { name: string; spanKind: string }[] {
  const kind = params.get('spanKind') || params.get('span_kind') || '';
  return store.catalog
    .operations(params.get('service') ?? '')
    .filter(operation => kind === '' || operation.kind === kind)
    .map(({ name, kind }) => ({ name, spanKind: kind === 'unspecified' ? 'internal' : kind }));
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
    const names = [...new Set(store.catalog.operations(decoded(service)).map(({ name }) => name))];
    return structured(names, names.length);
  }
  const id = /^\/api\/traces\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined) return undefined;
  const spans = store.trace(traceIdFrom(decoded(id)));
  if (spans === undefined) throw new Refused(404, 'trace not found');
  return structured([jaegerTrace(spans)]);
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
  const query = traceQueryLegacy(params, nowNano());
  const ids = params.getAll('traceID').map(traceIdFrom);
  if (ids.length === 0) return structured((await find(query, store)).map(jaegerTrace));
  const errors: LegacyError[] = [];
  const found: Span[][] = [];
  for (const traceID of ids) {
    const spans = store.trace(traceID);
    if (spans === undefined) errors.push({ msg: 'trace not found', traceID });
    else found.push(spans);
  }
  return structured(found.map(jaegerTrace), 0, errors.length > 0 ? errors : null);
}

async function dependencies(params: URLSearchParams, store: TraceStore): Promise<unknown> {
  const { startNano, endNano } = dependencyWindow(params, nowNano());
  const service = params.get('service') ?? '';
  const table = await countedCalls(store).upToDate();
  return dependencyLinks(table, startNano, endNano).filter(
    ({ parent, child }) => service === '' || parent === service || child === service,
  );
}

const nowNano = (): bigint => BigInt(Date.now()) * 1_000_000n;
