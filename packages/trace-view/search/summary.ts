// A trace as one line of a result list, as the store's /api/view/search tells it.

export type ServiceShare = { name: string; spans: number; errors: number };

export type Summary = {
  traceId: string;
  /** Of the root, or of the earliest span where no root arrived. */
  service: string;
  operation: string;
  /** False when every span names a parent. */
  rooted: boolean;
  /** Since 1970. Exact in a double until the year 2255. */
  startMicros: number;
  durationMicros: number;
  spans: number;
  errors: number;
  /** Spans whose parent is not here. */
  orphans: number;
  services: ServiceShare[];
};

export type SearchAnswer = {
  traces: Summary[];
  /** What the store holds in all, and what came and could not be used. */
  kept: { traces: number; spans: number };
  lostMail: number;
};

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

const summaryFrom = (json: Json): Summary => ({
  traceId: text(json.traceId),
  service: text(json.service),
  operation: text(json.operation),
  rooted: json.rooted === true,
  startMicros: number(json.startMicros),
  durationMicros: number(json.durationMicros),
  spans: number(json.spans),
  errors: number(json.errors),
  orphans: number(json.orphans),
  services: objects(json.services).map(({ name, spans, errors }) => ({
    name: text(name),
    spans: number(spans),
    errors: number(errors),
  })),
});

export const searchAnswerFrom = (json: unknown): SearchAnswer => {
  const answer = isObject(json) ? json : {};
  const kept = isObject(answer.kept) ? answer.kept : {};
  return {
    traces: objects(answer.traces).map(summaryFrom),
    kept: { traces: number(kept.traces), spans: number(kept.spans) },
    lostMail: number(answer.lostMail),
  };
};

export const startMs = (summary: Summary): number => summary.startMicros / 1000;
