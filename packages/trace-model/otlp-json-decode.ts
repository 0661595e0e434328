// OTLP over JSON → Span[]. Lenient where the protobuf JSON mapping is: 64-bit numbers as text or number,
// enums as number or name, absent and null fields as defaults, unknown fields skipped.

import { UnreadableBody } from './protobuf-reader.ts';
import {
  type Attributes,
  type AttributeValue,
  emptyAttributes,
  type Resource,
  type Scope,
  SPAN_KINDS,
  type Span,
  type SpanEvent,
  type SpanKind,
  type SpanLink,
  STATUS_CODES,
  type StatusCode,
} from './span.ts';

type Json = Record<string, unknown>;

const DEEPEST_VALUE = 64;

/** Takes a request body as parsed, or the `{"result": …}` that Jaeger's query API wraps it in. */
export function decodeOtlpJson(body: unknown): Span[] {
  const outer = object(body, 'the body');
  const request = outer.result === undefined ? outer : object(outer.result, 'result');
  return list(request.resourceSpans, 'resourceSpans').flatMap(entry => {
    const resourceSpans = object(entry, 'a member of resourceSpans');
    const resource = decodeResource(resourceSpans);
    return list(resourceSpans.scopeSpans, 'scopeSpans').flatMap(inner => {
      const scopeSpans = object(inner, 'a member of scopeSpans');
      const scope = decodeScope(scopeSpans);
      return list(scopeSpans.spans, 'spans').map(span =>
        decodeSpan(object(span, 'a member of spans'), resource, scope),
      );
    });
  });
}

function decodeResource(from: Json): Resource {
  const resource = optionalObject(from.resource, 'resource');
  return {
    attributes: decodeAttributes(resource.attributes, 0),
    droppedAttributesCount: uint32(resource.droppedAttributesCount, 'droppedAttributesCount'),
    schemaUrl: text(from.schemaUrl, 'schemaUrl'),
  };
}

function decodeScope(from: Json): Scope {
  const scope = optionalObject(from.scope, 'scope');
  return {
    name: text(scope.name, 'scope.name'),
    version: text(scope.version, 'scope.version'),
    attributes: decodeAttributes(scope.attributes, 0),
    droppedAttributesCount: uint32(scope.droppedAttributesCount, 'droppedAttributesCount'),
    schemaUrl: text(from.schemaUrl, 'schemaUrl'),
  };
}

function decodeSpan(from: Json, resource: Resource, scope: Scope): Span {
  const status = optionalObject(from.status, 'status');
  const parentSpanId = id(from.parentSpanId, 16, 'parentSpanId');
  return {
    traceId: id(from.traceId, 32, 'traceId'),
    spanId: id(from.spanId, 16, 'spanId'),
    parentSpanId: parentSpanId === '0000000000000000' ? '' : parentSpanId,
    traceState: text(from.traceState, 'traceState'),
    flags: uint32(from.flags, 'flags'),
    name: text(from.name, 'name'),
    kind: decodeKind(from.kind),
    startNano: int64(from.startTimeUnixNano, 'startTimeUnixNano'),
    endNano: int64(from.endTimeUnixNano, 'endTimeUnixNano'),
    attributes: decodeAttributes(from.attributes, 0),
    droppedAttributesCount: uint32(from.droppedAttributesCount, 'droppedAttributesCount'),
    events: list(from.events, 'events').map(event => decodeEvent(object(event, 'an event'))),
    droppedEventsCount: uint32(from.droppedEventsCount, 'droppedEventsCount'),
    links: list(from.links, 'links').map(link => decodeLink(object(link, 'a link'))),
    droppedLinksCount: uint32(from.droppedLinksCount, 'droppedLinksCount'),
    status: { code: decodeStatusCode(status.code), message: text(status.message, 'status.message') },
    resource,
    scope,
  };
}

function decodeEvent(from: Json): SpanEvent {
  return {
    timeNano: int64(from.timeUnixNano, 'timeUnixNano'),
    name: text(from.name, 'event name'),
    attributes: decodeAttributes(from.attributes, 0),
    droppedAttributesCount: uint32(from.droppedAttributesCount, 'droppedAttributesCount'),
  };
}

function decodeLink(from: Json): SpanLink {
  return {
    traceId: id(from.traceId, 32, 'link traceId'),
    spanId: id(from.spanId, 16, 'link spanId'),
    traceState: text(from.traceState, 'link traceState'),
    attributes: decodeAttributes(from.attributes, 0),
    droppedAttributesCount: uint32(from.droppedAttributesCount, 'droppedAttributesCount'),
    flags: uint32(from.flags, 'link flags'),
  };
}

function decodeKind(value: unknown): SpanKind {
  if (typeof value === 'number') return SPAN_KINDS[value] ?? 'unspecified';
  const name = text(value, 'kind').replace('SPAN_KIND_', '').toLowerCase();
  return SPAN_KINDS.find(kind => kind === name) ?? 'unspecified';
}

function decodeStatusCode(value: unknown): StatusCode {
  if (typeof value === 'number') return STATUS_CODES[value] ?? 'unset';
  const name = text(value, 'status.code').replace('STATUS_CODE_', '').toLowerCase();
  return STATUS_CODES.find(code => code === name) ?? 'unset';
}

function decodeAttributes(value: unknown, depth: number): Attributes {
  const attributes = emptyAttributes();
  for (const member of list(value, 'attributes')) {
    const { key, value: inner } = object(member, 'an attribute');
    attributes[text(key, 'an attribute key')] = decodeValue(inner, depth);
  }
  return attributes;
}

function decodeValue(value: unknown, depth: number): AttributeValue {
  if (depth > DEEPEST_VALUE) {
    throw new UnreadableBody(`an attribute value is nested more than ${DEEPEST_VALUE} deep`);
  }
  const any = optionalObject(value, 'an attribute value');
  if (any.stringValue != null) return { type: 'string', value: text(any.stringValue, 'stringValue') };
  if (any.boolValue != null) return { type: 'bool', value: any.boolValue === true };
  if (any.intValue != null) return { type: 'int', value: int64(any.intValue, 'intValue') };
  if (any.doubleValue != null) return { type: 'double', value: Number(any.doubleValue) };
  if (any.bytesValue != null) return { type: 'bytes', value: base64(any.bytesValue) };
  if (any.arrayValue != null) {
    const { values } = object(any.arrayValue, 'arrayValue');
    return { type: 'array', value: list(values, 'values').map(inner => decodeValue(inner, depth + 1)) };
  }
  if (any.kvlistValue != null) {
    const { values } = object(any.kvlistValue, 'kvlistValue');
    return { type: 'map', value: decodeAttributes(values, depth + 1) };
  }
  return { type: 'empty' };
}

function object(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableBody(`${what} is not a JSON object`);
  }
  return value as Json;
}

function optionalObject(value: unknown, what: string): Json {
  return value == null ? {} : object(value, what);
}

function list(value: unknown, what: string): unknown[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw new UnreadableBody(`${what} is not a JSON array`);
  return value;
}

function text(value: unknown, what: string): string {
  if (value == null) return '';
  if (typeof value !== 'string') throw new UnreadableBody(`${what} is not a string`);
  return value;
}

function uint32(value: unknown, what: string): number {
  if (value == null) return 0;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new UnreadableBody(`${what} is not a whole number`);
  return number >>> 0;
}

function int64(value: unknown, what: string): bigint {
  if (value == null || value === '') return 0n;
  if (typeof value === 'number' && Number.isFinite(value))
    return BigInt.asIntN(64, BigInt(Math.trunc(value)));
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  throw new UnreadableBody(`${what} is not a whole number`);
}

function id(value: unknown, digits: number, what: string): string {
  const hex = text(value, what);
  if (hex === '') return '';
  if (hex.length !== digits || !/^[0-9a-f]+$/i.test(hex)) {
    throw new UnreadableBody(`${what} is not ${digits} hex digits`);
  }
  return hex.toLowerCase();
}

function base64(value: unknown): Uint8Array {
  try {
    return Uint8Array.from(atob(text(value, 'bytesValue')), character => character.charCodeAt(0));
  } catch {
    throw new UnreadableBody('bytesValue is not base64');
  }
}
