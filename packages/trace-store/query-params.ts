// What a search asks for, in both of Jaeger's dialects: /api/v3 (RFC 3339, `query.` names) and the older
// /api/traces (microseconds, tags).

import { goDuration, goInteger, MalformedValue, rfc3339Nano, stringMap, traceIdFrom } from './go-values.ts';
import { parseBoolean, type TraceQuery } from './search.ts';

const DEFAULT_LIMIT = 100;
const LEGACY_LOOKBACK_NANO = 48n * 3600n * 1_000_000_000n;

/** The first name is today's, the others are older spellings. */
function parameter(params: URLSearchParams, names: string[]): { value: string; name: string } {
  for (const name of names) {
    const value = params.get(name);
    if (value) return { value, name };
  }
  return { value: '', name: names[0] ?? '' };
}

function parsed<T>(params: URLSearchParams, names: string[], parse: (text: string) => T, absent: T): T {
  const { value, name } = parameter(params, names);
  if (value === '') return absent;
  try {
    return parse(value);
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    throw new MalformedValue(`malformed parameter ${name}: ${error.message}`);
  }
}

export function traceQueryV3(params: URLSearchParams): TraceQuery {
  const attributes = parsed(params, ['query.attributes'], stringMap, new Map<string, string>());
  if (params.get('query.filter'))
    throw new MalformedValue('query.filter is not supported; use query.attributes');
  const timeMin = ['query.startTimeMin', 'query.start_time_min'];
  const timeMax = ['query.startTimeMax', 'query.start_time_max'];
  if (parameter(params, timeMin).value === '' || parameter(params, timeMax).value === '') {
    throw new MalformedValue('query.startTimeMin and query.startTimeMax are required');
  }
  const startMinNano = parsed(params, timeMin, rfc3339Nano, 0n);
  const startMaxNano = parsed(params, timeMax, rfc3339Nano, 0n);
  if (startMinNano >= startMaxNano) {
    throw new MalformedValue('query.startTimeMin must be before query.startTimeMax');
  }
  const depthNames = ['query.searchDepth', 'query.search_depth', 'query.num_traces'];
  const limit = Number(parsed(params, depthNames, goInteger, BigInt(DEFAULT_LIMIT)));
  const durationMinNano = parsed(params, ['query.durationMin', 'query.duration_min'], goDuration, 0n);
  const durationMaxNano = parsed(params, ['query.durationMax', 'query.duration_max'], goDuration, 0n);
  parsed(params, ['query.rawTraces', 'query.raw_traces'], goBoolean, false);
  return {
    service: parameter(params, ['query.serviceName', 'query.service_name']).value,
    operation: parameter(params, ['query.operationName', 'query.operation_name']).value,
    startMinNano,
    startMaxNano,
    durationMinNano,
    durationMaxNano,
    attributes,
    limit,
  };
}

/** Checks the parameters of /api/v3/traces/{id}; a trace is given whole, whatever they say. */
export function checkTraceParamsV3(params: URLSearchParams): void {
  parsed(params, ['startTime', 'start_time'], rfc3339Nano, 0n);
  parsed(params, ['endTime', 'end_time'], rfc3339Nano, 0n);
  parsed(params, ['rawTraces', 'raw_traces'], goBoolean, false);
}

/** A search says `query.rawTraces`, one trace by its id `rawTraces`. */
export const rawV3 = (params: URLSearchParams): boolean =>
  parsed(params, ['query.rawTraces', 'query.raw_traces', 'rawTraces', 'raw_traces'], goBoolean, false);

/** Checks the parameters of /api/traces/{id}, and answers whether it is wanted raw. */
export function checkTraceParamsLegacy(params: URLSearchParams): boolean {
  legacy(params, 'start', integer, 0n);
  legacy(params, 'end', integer, 0n);
  return legacy(params, 'raw', goBoolean, false);
}

function legacy<T>(params: URLSearchParams, name: string, parse: (text: string) => T, absent: T): T {
  const value = params.get(name);
  if (!value) return absent;
  try {
    return parse(value);
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    throw new MalformedValue(`unable to parse param '${name}': ${error.message}`);
  }
}

const goBoolean = (text: string): boolean => {
  const value = parseBoolean(text);
  if (value !== undefined) return value;
  throw new MalformedValue(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
};

const integer = (text: string): bigint => goInteger(text, 'ParseInt');

export type LegacyQuery = TraceQuery & { ids: string[]; raw: boolean };

/** Jaeger's API wants a service to be named; the explorer's search goes through all of them where none is. */
export function traceQueryLegacy(
  params: URLSearchParams,
  nowNano: bigint,
  { anyService = false } = {},
): LegacyQuery {
  const startMicros = legacy(params, 'start', integer, undefined);
  const endMicros = legacy(params, 'end', integer, undefined);
  const attributes = legacyTags(params);
  const limit = Number(goInteger(params.get('limit') || String(DEFAULT_LIMIT), 'ParseInt', 32));
  const durationMinNano = legacy(params, 'minDuration', goDuration, 0n);
  const durationMaxNano = legacy(params, 'maxDuration', goDuration, 0n);
  const ids = params.getAll('traceID').map(traceIdIn);
  const raw = legacy(params, 'raw', goBoolean, false);
  const service = params.get('service') ?? '';
  if (ids.length === 0 && service === '' && !anyService)
    throw new MalformedValue("parameter 'service' is required");
  if (durationMinNano !== 0n && durationMaxNano !== 0n && durationMaxNano < durationMinNano) {
    throw new MalformedValue("'maxDuration' should be greater than 'minDuration'");
  }
  return {
    ids,
    raw,
    service,
    operation: params.get('operation') ?? '',
    startMinNano: startMicros === undefined ? nowNano - LEGACY_LOOKBACK_NANO : startMicros * 1000n,
    startMaxNano: endMicros === undefined ? nowNano : endMicros * 1000n,
    durationMinNano,
    durationMaxNano,
    attributes,
    limit,
  };
}

const traceIdIn = (text: string): string => {
  try {
    return traceIdFrom(text);
  } catch (error) {
    if (!(error instanceof MalformedValue)) throw error;
    throw new MalformedValue(`cannot parse traceID param: ${error.message}`);
  }
};

function legacyTags(params: URLSearchParams): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of params.getAll('tag')) {
    const colon = tag.indexOf(':');
    if (colon < 0)
      throw new MalformedValue(`malformed 'tag' parameter, expecting key:value, received: ${tag}`);
    tags.set(tag.slice(0, colon), tag.slice(colon + 1));
  }
  for (const json of params.getAll('tags')) {
    try {
      for (const [key, value] of stringMap(json)) tags.set(key, value);
    } catch (error) {
      if (!(error instanceof MalformedValue)) throw error;
      throw new MalformedValue(`malformed 'tags' parameter, cannot unmarshal JSON: ${error.message}`);
    }
  }
  return tags;
}

const DEFAULT_DEPENDENCY_LOOKBACK_MS = 24n * 3600n * 1000n;

export function dependencyWindow(
  params: URLSearchParams,
  nowNano: bigint,
): { startNano: bigint; endNano: bigint } {
  const endMs = legacy(params, 'endTs', integer, undefined);
  const lookbackMs = legacy(params, 'lookback', integer, DEFAULT_DEPENDENCY_LOOKBACK_MS);
  const endNano = endMs === undefined ? nowNano : endMs * 1_000_000n;
  return { startNano: endNano - lookbackMs * 1_000_000n, endNano };
}
