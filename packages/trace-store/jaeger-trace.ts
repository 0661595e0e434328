// A trace in Jaeger's older JSON, which its own trace page still reads: microseconds, tags, processes.

import {
  type Attributes,
  type AttributeValue,
  durationNano,
  type Resource,
  type Span,
  type SpanEvent,
} from '#trace-model/span.ts';
import { attributeText } from './attribute-text.ts';

export type JaegerTag = { key: string; type: string; value: string | number | boolean };
export type JaegerReference = { refType: 'CHILD_OF' | 'FOLLOWS_FROM'; traceID: string; spanID: string };
export type JaegerSpan = {
  traceID: string;
  spanID: string;
  operationName: string;
  references: JaegerReference[];
  startTime: number;
  duration: number;
  tags: JaegerTag[];
  logs: { timestamp: number; fields: JaegerTag[] }[];
  processID: string;
  warnings: string[] | null;
};
export type JaegerProcess = { serviceName: string; tags: JaegerTag[] };
export type JaegerTrace = {
  traceID: string;
  spans: JaegerSpan[];
  processes: Record<string, JaegerProcess>;
  warnings: string[] | null;
};

export const NO_SERVICE_NAME = 'OTLPResourceNoServiceName';

export function jaegerTrace(spans: readonly Span[]): JaegerTrace {
  const ids = new Map<string, string>();
  const processes: Record<string, JaegerProcess> = {};
  const processOf = ({ resource }: Span): string => {
    const process = jaegerProcess(resource);
    const key = JSON.stringify(process);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `p${ids.size + 1}`;
    ids.set(key, id);
    processes[id] = process;
    return id;
  };
  return {
    traceID: spans[0]?.traceId ?? '',
    spans: spans.map(span => jaegerSpan(span, processOf(span))),
    processes,
    warnings: null,
  };
}

function jaegerProcess(resource: Resource): JaegerProcess {
  const { 'service.name': service, ...rest } = resource.attributes;
  return { serviceName: service === undefined ? NO_SERVICE_NAME : attributeText(service), tags: tags(rest) };
}

const jaegerSpan = (span: Span, processID: string): JaegerSpan => ({
  traceID: span.traceId,
  spanID: span.spanId,
  operationName: span.name,
  references: references(span),
  startTime: micros(span.startNano),
  duration: Math.max(0, micros(durationNano(span))),
  tags: spanTags(span),
  logs: span.events.map(jaegerLog),
  processID,
  warnings: null,
});

function references(span: Span): JaegerReference[] {
  const links = span.links.map(
    (link): JaegerReference => ({ refType: 'FOLLOWS_FROM', traceID: link.traceId, spanID: link.spanId }),
  );
  if (span.parentSpanId === '') return links;
  return [{ refType: 'CHILD_OF', traceID: span.traceId, spanID: span.parentSpanId }, ...links];
}

function spanTags(span: Span): JaegerTag[] {
  const found: JaegerTag[] = [];
  const say = (key: string, value: string): void => {
    if (value !== '') found.push({ key, type: 'string', value });
  };
  say('otel.scope.name', span.scope.name);
  say('otel.scope.version', span.scope.version);
  found.push(...tags(span.attributes));
  if (span.kind !== 'unspecified') say('span.kind', span.kind);
  if (span.status.code !== 'unset') say('otel.status_code', span.status.code.toUpperCase());
  if (span.status.code === 'error') found.push({ key: 'error', type: 'bool', value: true });
  say('otel.status_description', span.status.message);
  say('w3c.tracestate', span.traceState);
  return found;
}

const jaegerLog = (event: SpanEvent): { timestamp: number; fields: JaegerTag[] } => ({
  timestamp: micros(event.timeNano),
  fields: [
    ...(event.name === '' ? [] : [{ key: 'event', type: 'string', value: event.name }]),
    ...tags(event.attributes),
  ],
});

const tags = (attributes: Attributes): JaegerTag[] =>
  Object.entries(attributes).map(([key, value]) => tag(key, value));

function tag(key: string, value: AttributeValue): JaegerTag {
  switch (value.type) {
    case 'bool':
      return { key, type: 'bool', value: value.value };
    case 'int': {
      const number = Number(value.value);
      return { key, type: 'int64', value: Number.isSafeInteger(number) ? number : String(value.value) };
    }
    case 'double':
      // JSON has no NaN and no infinities.
      return {
        key,
        type: 'float64',
        value: Number.isFinite(value.value) ? value.value : String(value.value),
      };
    case 'bytes':
      return { key, type: 'binary', value: attributeText(value) };
    default:
      return { key, type: 'string', value: attributeText(value) };
  }
}

/** Microseconds since 1970 are exact in a double until the year 2255. */
const micros = (nano: bigint): number => Number(nano / 1000n);
