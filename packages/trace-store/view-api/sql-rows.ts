// A span as a row of `records`. The order is that of RECORD_COLUMNS, which names every field here.

import { type Attributes, durationNano, type Span, serviceName } from '#trace-model/span.ts';
import { attributeText } from '../attribute-text.ts';
import { attributesJson } from './attribute-json.ts';

export type Stored = string | number | null;

const textOf = (attributes: Attributes, key: string): string | null => {
  const value = attributes[key];
  return value === undefined ? null : attributeText(value);
};

/** The second is the same for thousands of spans; making a Date of each costs more than all else here. */
const seconds = { at: -1n, text: '' };

const timestamp = (nano: bigint): string => {
  const whole = nano / 1_000_000_000n;
  if (whole !== seconds.at) {
    const date = new Date(Number(whole) * 1000);
    seconds.at = whole;
    // a broken clock can be beyond what a Date holds
    seconds.text = Number.isNaN(date.getTime()) ? `${whole}` : date.toISOString().slice(0, 19);
  }
  const micros = (nano % 1_000_000_000n) / 1000n;
  return `${seconds.text}.${micros.toString().padStart(6, '0')}Z`;
};

const numberIn = (attributes: Attributes, key: string): number | null => {
  const value = attributes[key];
  if (value === undefined) return null;
  const number = Number(attributeText(value));
  return Number.isFinite(number) ? number : null;
};

/** Resources and scopes are shared by many spans. */
const kept = new WeakMap<Attributes, string>();

const jsonOnce = (attributes: Attributes): string => {
  const known = kept.get(attributes) ?? attributesJson(attributes);
  kept.set(attributes, known);
  return known;
};

const eventsOf = ({ events }: Span): string =>
  `[${events
    .map(
      ({ name, timeNano, attributes }) =>
        `{"name":${JSON.stringify(name)},"timestamp":"${timestamp(timeNano)}","attributes":${attributesJson(attributes)}}`,
    )
    .join(',')}]`;

const linksOf = ({ links }: Span): string =>
  `[${links
    .map(
      ({ traceId, spanId, attributes }) =>
        `{"trace_id":"${traceId}","span_id":"${spanId}","attributes":${attributesJson(attributes)}}`,
    )
    .join(',')}]`;

export const rowOf = (span: Span): Stored[] => {
  const { attributes, scope } = span;
  const exception = span.events.findLast(({ name }) => name === 'exception')?.attributes;
  return [
    serviceName(span),
    span.name,
    span.kind,
    span.traceId,
    span.spanId,
    span.parentSpanId || null,
    timestamp(span.startNano),
    timestamp(span.endNano),
    Number(durationNano(span)) / 1e9,
    span.status.code.toUpperCase(),
    span.status.message || null,
    attributesJson(attributes),
    numberIn(attributes, 'http.response.status_code'),
    textOf(attributes, 'http.request.method'),
    textOf(attributes, 'http.route'),
    exception === undefined ? 0 : 1,
    exception === undefined ? null : textOf(exception, 'exception.type'),
    exception === undefined ? null : textOf(exception, 'exception.message'),
    eventsOf(span),
    linksOf(span),
    scope.name,
    scope.version,
    jsonOnce(span.resource.attributes),
  ];
};
