// Span[] → OTLP JSON, in the protobuf JSON mapping as OTLP bends it: ids in hex, 64-bit numbers as text,
// enums as numbers, fields at their default are undefined, which JSON.stringify leaves out.

import {
  type Attributes,
  type AttributeValue,
  type Resource,
  type Scope,
  SPAN_KINDS,
  type Span,
  type SpanEvent,
  type SpanLink,
  STATUS_CODES,
} from './span.ts';

export type OtlpValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number | string }
  | { bytesValue: string }
  | { arrayValue: { values?: OtlpValue[] | undefined } }
  | { kvlistValue: { values?: OtlpAttribute[] | undefined } }
  | Record<string, never>;
export type OtlpAttribute = { key?: string | undefined; value: OtlpValue };
export type OtlpEvent = {
  timeUnixNano?: string | undefined;
  name?: string | undefined;
  attributes?: OtlpAttribute[] | undefined;
  droppedAttributesCount?: number | undefined;
};
export type OtlpLink = {
  traceId?: string | undefined;
  spanId?: string | undefined;
  traceState?: string | undefined;
  attributes?: OtlpAttribute[] | undefined;
  droppedAttributesCount?: number | undefined;
  flags?: number | undefined;
};
export type OtlpSpan = {
  traceId: string;
  spanId: string;
  traceState?: string | undefined;
  parentSpanId?: string | undefined;
  flags?: number | undefined;
  name?: string | undefined;
  kind?: number | undefined;
  startTimeUnixNano?: string | undefined;
  endTimeUnixNano?: string | undefined;
  attributes?: OtlpAttribute[] | undefined;
  droppedAttributesCount?: number | undefined;
  events?: OtlpEvent[] | undefined;
  droppedEventsCount?: number | undefined;
  links?: OtlpLink[] | undefined;
  droppedLinksCount?: number | undefined;
  status: { code?: number | undefined; message?: string | undefined };
};
export type OtlpScope = {
  name?: string | undefined;
  version?: string | undefined;
  attributes?: OtlpAttribute[] | undefined;
  droppedAttributesCount?: number | undefined;
};
export type OtlpScopeSpans = { scope: OtlpScope; spans: OtlpSpan[]; schemaUrl?: string | undefined };
export type OtlpResourceSpans = {
  resource: { attributes?: OtlpAttribute[] | undefined; droppedAttributesCount?: number | undefined };
  scopeSpans: OtlpScopeSpans[];
  schemaUrl?: string | undefined;
};
export type OtlpTraces = { resourceSpans: OtlpResourceSpans[] };

/** Spans that share a resource or scope object share an entry. */
export function encodeOtlpJson(spans: Iterable<Span>): OtlpTraces {
  const byResource = new Map<Resource, Map<Scope, OtlpSpan[]>>();
  for (const span of spans) {
    const scopes = byResource.get(span.resource) ?? new Map<Scope, OtlpSpan[]>();
    byResource.set(span.resource, scopes);
    const encoded = scopes.get(span.scope) ?? [];
    scopes.set(span.scope, encoded);
    encoded.push(encodeSpan(span));
  }
  return {
    resourceSpans: Array.from(byResource, ([resource, scopes]) => ({
      resource: {
        attributes: encodeAttributes(resource.attributes),
        droppedAttributesCount: nonZero(resource.droppedAttributesCount),
      },
      scopeSpans: Array.from(scopes, ([scope, encoded]) => ({
        scope: encodeScope(scope),
        spans: encoded,
        schemaUrl: filled(scope.schemaUrl),
      })),
      schemaUrl: filled(resource.schemaUrl),
    })),
  };
}

function encodeScope(scope: Scope): OtlpScope {
  return {
    name: filled(scope.name),
    version: filled(scope.version),
    attributes: encodeAttributes(scope.attributes),
    droppedAttributesCount: nonZero(scope.droppedAttributesCount),
  };
}

function encodeSpan(span: Span): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    traceState: filled(span.traceState),
    parentSpanId: filled(span.parentSpanId),
    flags: nonZero(span.flags),
    name: filled(span.name),
    kind: nonZero(SPAN_KINDS.indexOf(span.kind)),
    startTimeUnixNano: time(span.startNano),
    endTimeUnixNano: time(span.endNano),
    attributes: encodeAttributes(span.attributes),
    droppedAttributesCount: nonZero(span.droppedAttributesCount),
    events: span.events.length > 0 ? span.events.map(encodeEvent) : undefined,
    droppedEventsCount: nonZero(span.droppedEventsCount),
    links: span.links.length > 0 ? span.links.map(encodeLink) : undefined,
    droppedLinksCount: nonZero(span.droppedLinksCount),
    status: {
      message: filled(span.status.message),
      code: nonZero(STATUS_CODES.indexOf(span.status.code)),
    },
  };
}

function encodeEvent(event: SpanEvent): OtlpEvent {
  return {
    timeUnixNano: time(event.timeNano),
    name: filled(event.name),
    attributes: encodeAttributes(event.attributes),
    droppedAttributesCount: nonZero(event.droppedAttributesCount),
  };
}

function encodeLink(link: SpanLink): OtlpLink {
  return {
    traceId: id(link.traceId),
    spanId: id(link.spanId),
    traceState: filled(link.traceState),
    attributes: encodeAttributes(link.attributes),
    droppedAttributesCount: nonZero(link.droppedAttributesCount),
    flags: nonZero(link.flags),
  };
}

function encodeAttributes(attributes: Attributes): OtlpAttribute[] | undefined {
  return listed(encodeEntries(attributes));
}

const encodeEntries = (attributes: Attributes): OtlpAttribute[] =>
  Object.entries(attributes).map(([key, value]) => ({ key: filled(key), value: encodeValue(value) }));

function encodeValue(value: AttributeValue): OtlpValue {
  switch (value.type) {
    case 'string':
      return { stringValue: value.value };
    case 'bool':
      return { boolValue: value.value };
    case 'int':
      return { intValue: String(value.value) };
    case 'double':
      // JSON has no NaN and no infinities; the mapping writes them as text.
      return { doubleValue: Number.isFinite(value.value) ? value.value : String(value.value) };
    case 'bytes':
      return { bytesValue: btoa(Array.from(value.value, byte => String.fromCharCode(byte)).join('')) };
    case 'array':
      return { arrayValue: { values: listed(value.value.map(encodeValue)) } };
    case 'map':
      return { kvlistValue: { values: listed(encodeEntries(value.value)) } };
    case 'empty':
      return {};
  }
}

const filled = (text: string): string | undefined => (text === '' ? undefined : text);

const nonZero = (number: number): number | undefined => (number === 0 ? undefined : number);

const time = (nano: bigint): string | undefined => (nano === 0n ? undefined : String(nano));

/** An id of zeros is no id. */
const id = (hex: string): string | undefined => (/^0*$/.test(hex) ? undefined : hex);

const listed = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);
