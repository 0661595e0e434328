// Traces in Jaeger's older JSON (/api/traces?…), as spans. They take the way over OTLP JSON, which is
// decoded in one place. What the older form can't say is not there: nanoseconds, links' attributes.

import { decodeOtlpJson } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { isObject } from './ask.ts';

type Pair = { key: string; value: unknown };
type Tag = Pair & { type: string };

const KINDS: Record<string, number> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };
const STATUS: Record<string, number> = { OK: 1, ERROR: 2 };

const objectsIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const tagsIn = (value: unknown): Tag[] =>
  objectsIn(value).map(tag => ({ key: textOf(tag.key), type: textOf(tag.type), value: tag.value }));

const otlpValue = ({ type, value }: Tag): unknown => {
  switch (type) {
    case 'bool':
      return { boolValue: value === true || value === 'true' };
    case 'int64':
      return { intValue: String(value) };
    case 'float64':
      return { doubleValue: Number(value) };
    case 'binary':
      return { bytesValue: String(value) };
    default:
      return { stringValue: String(value ?? '') };
  }
};

/** These say in a tag what OTLP has a field for. */
const FIELDS = new Set([
  'span.kind',
  'otel.status_code',
  'otel.status_description',
  'otel.scope.name',
  'otel.scope.version',
  'otel.library.name',
  'otel.library.version',
  'w3c.tracestate',
]);

const said = (tags: Tag[], ...keys: string[]): string =>
  textOf(tags.find(({ key }) => keys.includes(key))?.value);

const attributesFrom = (tags: Tag[]): Pair[] => {
  const failed = said(tags, 'otel.status_code') === 'ERROR';
  return (
    tags
      .filter(({ key }) => !FIELDS.has(key))
      // Jaeger adds it for its own pages
      .filter(({ key, value }) => !(key === 'error' && failed && String(value) === 'true'))
      .map(tag => ({ key: tag.key, value: otlpValue(tag) }))
  );
};

const nanosOf = (micros: unknown): bigint => BigInt(Math.round(Number(micros) || 0)) * 1000n;

const eventFrom = (log: Record<string, unknown>): object => {
  const fields = tagsIn(log.fields);
  return {
    timeUnixNano: String(nanosOf(log.timestamp)),
    name: said(fields, 'event'),
    attributes: attributesFrom(fields.filter(({ key }) => key !== 'event')),
  };
};

const spanFrom = (span: Record<string, unknown>): object => {
  const tags = tagsIn(span.tags);
  const references = objectsIn(span.references);
  const parent = references.find(
    ({ refType, traceID }) => refType === 'CHILD_OF' && traceID === span.traceID,
  );
  const start = nanosOf(span.startTime);
  return {
    traceId: textOf(span.traceID).padStart(32, '0'),
    spanId: textOf(span.spanID).padStart(16, '0'),
    parentSpanId: parent ? textOf(parent.spanID).padStart(16, '0') : '',
    traceState: said(tags, 'w3c.tracestate'),
    name: textOf(span.operationName),
    kind: KINDS[said(tags, 'span.kind')] ?? 1,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + nanosOf(span.duration)),
    attributes: attributesFrom(tags),
    events: objectsIn(span.logs).map(eventFrom),
    links: references
      .filter(one => one !== parent)
      .map(one => ({
        traceId: textOf(one.traceID).padStart(32, '0'),
        spanId: textOf(one.spanID).padStart(16, '0'),
      })),
    status: {
      code: STATUS[said(tags, 'otel.status_code')] ?? 0,
      message: said(tags, 'otel.status_description'),
    },
  };
};

const resourceFrom = (process: unknown): Pair[] =>
  isObject(process)
    ? [
        { key: 'service.name', value: { stringValue: textOf(process.serviceName) } },
        ...tagsIn(process.tags).map(tag => ({ key: tag.key, value: otlpValue(tag) })),
      ]
    : [];

const resourceSpansFrom = (trace: Record<string, unknown>): object[] => {
  const processes = isObject(trace.processes) ? trace.processes : {};
  return objectsIn(trace.spans).map(span => {
    const tags = tagsIn(span.tags);
    return {
      resource: { attributes: resourceFrom(processes[textOf(span.processID)]) },
      scopeSpans: [
        {
          scope: {
            name: said(tags, 'otel.scope.name', 'otel.library.name'),
            version: said(tags, 'otel.scope.version', 'otel.library.version'),
          },
          spans: [spanFrom(span)],
        },
      ],
    };
  });
};

export const decodeOlderTraces = (body: unknown): Span[] => {
  const traces = isObject(body) ? objectsIn(body.data) : [];
  return decodeOtlpJson({ resourceSpans: traces.flatMap(resourceSpansFrom) });
};
