// Every endpoint with every parameter, good and bad, as paths. `{sdk:way:n}` stands for ids only known at run time.

export type Question = {
  path: string;
  /** How the answers are compared where their order is not promised. */
  as: 'whole' | 'how-many';
};

const whole = (...paths: string[]): Question[] => paths.map(path => ({ path, as: 'whole' as const }));

export type Known = {
  /** Ids of what the SDK made, and of the odd traces. */
  traceIds: string[];
  services: string[];
  firstMs: number;
  lastMs: number;
};

const query = (params: Record<string, string>): string => String(new URLSearchParams(params));

const windowOf = ({ firstMs, lastMs }: Known) => ({
  'query.start_time_min': new Date(firstMs - 3_600_000).toISOString(),
  'query.start_time_max': new Date(lastMs + 10 * 3_600_000).toISOString(),
});

/** By the names 2.13 knows; later versions spell them in camelCase, and the store takes both. */
const v3 = (known: Known, params: Record<string, string> = {}): string =>
  `/api/v3/traces?${query({
    ...windowOf(known),
    'query.num_traces': '3000',
    'query.raw_traces': 'true',
    ...params,
  })}`;

const legacy = ({ firstMs, lastMs }: Known, params: Record<string, string>): string =>
  `/api/traces?${query({
    start: String((firstMs - 3_600_000) * 1000),
    end: String((lastMs + 10 * 3_600_000) * 1000),
    limit: '3000',
    raw: 'true',
    ...params,
  })}`;

const DURATIONS = ['50ms', '1.5s', '0', '30us', '-5s', '100µs', '.5ms', '1h2m3s', '5', 'x', '1x', '9999999h'];
const COUNTS = ['0', '-1', '1.5', 'ten', '100001', '+5', ' 5', '99999999999999999999', '0x10'];
const BOOLEANS = ['1', 't', 'TRUE', 'yes', '2'];
const TIMES = ['2026', '2026-01-31T12:00:00', '2026-01-31 12:00:00Z', '2026-01-31T25:00:00Z', 'now', '1'];
const IDS = [
  'xyz',
  'g',
  `${'f'.repeat(33)}`,
  '0x1f',
  'f0%20',
  '%20',
  'ABCDEF',
  '0',
  `${'0'.repeat(33)}`,
  '-1',
  'é',
];
const KINDS = ['server', 'client', 'internal', 'producer', 'consumer', 'SERVER', 'unspecified', 'nothing'];
const TAGS: Record<string, string>[] = [
  { group: 'g3' },
  { index: '17' },
  { even: 'true' },
  { even: 'false', group: 'g1' },
  { group: 'g3', nothing: 'here' },
  { half: '0.5' },
  { list: '["a","b",""]' },
  {
    'a map':
      '{"\\u003c\\u0026\\u003e":"\\u003c\\u0026\\u003e","a":[1],"b":"B","big int":1152921504606846976}',
  },
  { 'an empty map': '{}' },
  { 'nothing at all': '' },
  { bytes: 'AAH+/w==' },
  { 'a large double': '1.5e+300' },
  { million: '1e+06' },
  { million: '1000000' },
  { 'twenty-one digits': '1e+21' },
  { 'a small double': '5e-324' },
  { 'the largest int': '9223372036854775807' },
  { 'exception.type': 'RangeError' },
  { 'host.name': 'b' },
  { 'service.name': 'many-gateway' },
  { 'http.request.method': 'POST' },
  { error: 'true' },
  { error: 'false' },
  { error: '1' },
  { error: 'maybe' },
  { why: 'batch' },
  { 'span.kind': 'server' },
  { unicode: 'Grüße 👋 日本 \u0000 \u2028 \ufffd' },
];

export const listQuestions = (known: Known): Question[] => [
  ...whole('/api/v3/services', '/api/services', '/api/services?prettyPrint=true'),
  ...known.services.flatMap(service =>
    whole(
      `/api/v3/operations?${query({ service })}`,
      `/api/operations?${query({ service })}`,
      `/api/services/${encodeURIComponent(service)}/operations`,
    ),
  ),
  ...KINDS.flatMap(kind =>
    whole(
      `/api/v3/operations?${query({ service: 'otlp-grpc-orders', span_kind: kind })}`,
      `/api/operations?${query({ service: 'otlp-grpc-orders', spanKind: kind })}`,
    ),
  ),
  ...whole(
    '/api/v3/operations',
    '/api/operations',
    '/api/operations?service=',
    '/api/services/nobody/operations',
    '/api/nothing',
    '/api/v3/nothing',
    '/api/v3/traces/',
    '/api/traces/',
    '/api/v3/services/',
    '/api/services/',
    '/api/v3',
  ),
];

export const rawQuestions = (known: Known): Question[] => [
  ...known.traceIds.flatMap(id =>
    whole(`/api/v3/traces/${id}?raw_traces=true`, `/api/traces/${id}?raw=true`),
  ),
  ...whole(
    `/api/v3/traces/${known.traceIds[0]}?raw_traces=true&start_time=2000-01-01T00:00:00Z&end_time=2000-01-02T00:00:00Z`,
    `/api/traces/${known.traceIds[0]}?raw=true&start=1&end=2`,
    `/api/traces?${query({ traceID: known.traceIds[0] ?? '', raw: 'true' })}`,
    `/api/traces?raw=true&traceID=${known.traceIds[0]}&traceID=abc&traceID=${known.traceIds[1]}`,
    '/api/traces?traceID=xyz',
    '/api/traces?traceID=abc&service=many-gateway',
    `/api/traces/${known.traceIds[0]}?raw=true&prettyPrint=true`,
    `/api/traces/${known.traceIds[0]}?raw=true&prettyPrint=false`,
  ),
  ...IDS.flatMap(id => whole(`/api/v3/traces/${id}?raw_traces=true`, `/api/traces/${id}?raw=true`)),
  ...BOOLEANS.flatMap(value =>
    whole(
      `/api/v3/traces/abc?raw_traces=${value}`,
      `/api/traces/abc?raw=${value}`,
      `/api/traces?service=nobody&raw=${value}`,
    ),
  ),
  ...TIMES.flatMap(value =>
    whole(
      `/api/v3/traces/abc?${query({ start_time: value })}`,
      `/api/v3/traces/abc?${query({ end_time: value })}`,
      v3(known, { 'query.start_time_min': value }),
      v3(known, { 'query.start_time_max': value }),
      `/api/traces/abc?${query({ start: value })}`,
      legacy(known, { service: 'nobody', start: value }),
      legacy(known, { service: 'nobody', end: value }),
      `/api/dependencies?${query({ endTs: value })}`,
      `/api/dependencies?${query({ lookback: value })}`,
    ),
  ),
];

export const searchQuestions = (known: Known): Question[] => [
  ...known.services.flatMap(service =>
    whole(v3(known, { 'query.service_name': service }), legacy(known, { service })),
  ),
  ...whole(
    v3(known),
    v3(known, { 'query.service_name': 'nobody' }),
    v3(known, { 'query.service_name': 'many-gateway', 'query.operation_name': 'GET /3' }),
    v3(known, { 'query.operation_name': 'GET /3' }),
    v3(known, { 'query.operation_name': 'nothing' }),
    legacy(known, { service: 'nobody' }),
    legacy(known, { service: 'many-gateway', operation: 'GET /3' }),
    legacy(known, { service: 'many-gateway', operation: 'nothing' }),
    '/api/traces',
    '/api/traces?service=',
    '/api/v3/traces',
    '/api/v3/traces?query.service_name=many-gateway',
    `/api/v3/traces?${query({ 'query.start_time_min': new Date(known.firstMs).toISOString() })}`,
    legacy(known, { service: 'many-gateway', minDuration: '50ms', maxDuration: '10ms' }),
    v3(known, {
      'query.service_name': 'many-gateway',
      'query.duration_min': '50ms',
      'query.duration_max': '60ms',
    }),
    v3(known, {
      'query.service_name': 'many-gateway',
      'query.duration_min': '60ms',
      'query.duration_max': '50ms',
    }),
    v3(known, {
      'query.start_time_min': new Date(known.lastMs).toISOString(),
      'query.start_time_max': new Date(known.firstMs).toISOString(),
    }),
    v3(known, {
      'query.service_name': 'many-gateway',
      'query.start_time_min': new Date(known.firstMs + 100).toISOString(),
      'query.start_time_max': new Date(known.firstMs + 200).toISOString(),
    }),
    legacy(known, {
      service: 'many-gateway',
      start: String((known.firstMs + 100) * 1000),
      end: String((known.firstMs + 200) * 1000),
    }),
    `/api/v3/traces?${query({ ...windowOf(known), 'query.service_name': 'many-gateway', 'query.raw_traces': 'true' })}`,
    // without times: the last two days
    '/api/traces?service=odd-orphans&raw=true',
    '/api/traces?service=many-gateway&raw=true&limit=3000',
  ),
  ...DURATIONS.flatMap(duration =>
    whole(
      v3(known, { 'query.service_name': 'many-gateway', 'query.duration_min': duration }),
      v3(known, { 'query.service_name': 'many-gateway', 'query.duration_max': duration }),
      legacy(known, { service: 'many-gateway', minDuration: duration }),
      legacy(known, { service: 'many-gateway', maxDuration: duration }),
    ),
  ),
  ...COUNTS.flatMap(count =>
    whole(
      v3(known, { 'query.service_name': 'odd-orphans', 'query.num_traces': count }),
      legacy(known, { service: 'odd-orphans', limit: count }),
    ),
  ),
  ...['1', '7', '20', '2000', '2001'].flatMap((count): Question[] => [
    { path: v3(known, { 'query.service_name': 'many-gateway', 'query.num_traces': count }), as: 'how-many' },
    { path: legacy(known, { service: 'many-gateway', limit: count }), as: 'how-many' },
  ]),
  { path: '/api/traces?service=many-gateway&raw=true', as: 'how-many' },
  ...['many-gateway', 'odd-values', 'otlp-grpc-orders', 'otlp-grpc-gateway', 'odd-clock-a'].flatMap(service =>
    TAGS.flatMap(tags => whole(legacy(known, { service, tags: JSON.stringify(tags) }))),
  ),
  ...whole(
    legacy(known, { service: 'many-gateway', tag: 'group:g3' }),
    `${legacy(known, { service: 'many-gateway', tag: 'group:g3' })}&tag=even:true`,
    legacy(known, { service: 'many-gateway', tag: 'group' }),
    legacy(known, { service: 'many-gateway', tag: 'a:b:c' }),
    legacy(known, { service: 'many-gateway', tags: '{"index":17}' }),
    legacy(known, { service: 'many-gateway', tags: '[1]' }),
    legacy(known, { service: 'many-gateway', tags: '"text"' }),
    legacy(known, { service: 'many-gateway', tags: '{' }),
    legacy(known, { service: 'many-gateway', tags: 'x' }),
    legacy(known, { service: 'many-gateway', tags: 'null' }),
    legacy(known, { service: 'many-gateway', tags: '' }),
    v3(known, { 'query.service_name': 'many-gateway', 'query.attributes': '{' }),
    v3(known, { 'query.service_name': 'many-gateway', 'query.attributes': '{"group":"g3"}' }),
    v3(known, { 'query.service_name': 'many-gateway', 'query.filter': '{}' }),
  ),
  ...BOOLEANS.flatMap(value =>
    whole(v3(known, { 'query.service_name': 'nobody', 'query.raw_traces': value })),
  ),
  ...whole(
    '/api/dependencies',
    `/api/dependencies?${query({ endTs: String(known.lastMs + 10 * 3_600_000) })}`,
    `/api/dependencies?${query({ endTs: String(known.lastMs + 10 * 3_600_000), service: 'UPPER' })}`,
    `/api/dependencies?${query({ endTs: String(known.lastMs + 10 * 3_600_000), service: 'nobody' })}`,
    `/api/dependencies?${query({ endTs: String(known.firstMs - 1000) })}`,
    `/api/dependencies?${query({ lookback: '1' })}`,
    '/api/dependencies?lookback=-5',
  ),
];

export const zeroQuestions: Question[] = whole(
  '/api/v3/traces/0?raw_traces=true',
  '/api/traces/0?raw=true',
  '/api/v3/traces/f8?raw_traces=true',
  '/api/traces/f8?raw=true',
  '/api/v3/services',
  '/api/v3/operations?service=odd-zero',
);

/** The same asked by both names, for the tests of what 2.13 can't do. */
export const byTags = (known: Known): { older: string; newer: string }[] =>
  ['many-gateway', 'odd-values', 'otlp-grpc-orders', 'odd-clock-a'].flatMap(service =>
    TAGS.filter(tags => !('error' in tags) && !('why' in tags) && !('span.kind' in tags)).map(tags => ({
      older: legacy(known, { service, tags: JSON.stringify(tags) }),
      newer: v3(known, { 'query.service_name': service, 'query.attributes': JSON.stringify(tags) }),
    })),
  );

/** Which of two spans of one id comes first, and is the parent, is left to chance in Jaeger's older dialect. */
const TWO_OF_ONE_ID = 'f2'.padStart(32, '0');

/** Asked of a Jaeger nobody has asked before: it puts right the very spans it keeps, and once more each time. */
export const adjustedQuestions = (known: Known): Question[] => [
  ...known.traceIds.filter(id => id !== TWO_OF_ONE_ID).flatMap(id => whole(`/api/traces/${id}`)),
  ...known.traceIds.flatMap(id => whole(`/api/v3/traces/${id}`)),
];
