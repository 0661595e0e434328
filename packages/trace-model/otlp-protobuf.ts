// OTLP over protobuf: ExportTraceServiceRequest → Span[]. Field numbers are those of
// opentelemetry/proto/trace/v1/trace.proto; a tag is (field << 3) | wire type.

import {
  type Cursor,
  checkEnd,
  cursorOver,
  readBytes,
  readDouble,
  readEnd,
  readFixed32,
  readFixed64,
  readId,
  readInt64,
  readString,
  readUint32,
  skipField,
  UnreadableBody,
} from './protobuf-reader.ts';
import {
  type Attributes,
  type AttributeValue,
  emptyAttributes,
  newResource,
  newScope,
  type Resource,
  type Scope,
  SPAN_KINDS,
  type Span,
  type SpanEvent,
  type SpanLink,
  STATUS_CODES,
} from './span.ts';

/** Deeper than any honest attribute; a body made to exhaust the stack ends here. */
const DEEPEST_VALUE = 64;

export function decodeOtlpProtobuf(body: Uint8Array): Span[] {
  const cursor = cursorOver(body);
  const spans: Span[] = [];
  while (cursor.at < body.length) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) readResourceSpans(cursor, readEnd(cursor), spans);
    else skipField(cursor, tag);
  }
  return spans;
}

function readResourceSpans(cursor: Cursor, end: number, spans: Span[]): void {
  // Spans may stand before their resource on the wire; they hold it by reference, so filling it in later is enough.
  const resource = newResource();
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) readResource(cursor, readEnd(cursor), resource);
    else if (tag === 0x12) readScopeSpans(cursor, readEnd(cursor), resource, spans);
    else if (tag === 0x1a) resource.schemaUrl = readString(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
}

function readResource(cursor: Cursor, end: number, resource: Resource): void {
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) readKeyValue(cursor, readEnd(cursor), resource.attributes, 0);
    else if (tag === 0x10) resource.droppedAttributesCount = readUint32(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
}

function readScopeSpans(cursor: Cursor, end: number, resource: Resource, spans: Span[]): void {
  const scope = newScope();
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) readScope(cursor, readEnd(cursor), scope);
    else if (tag === 0x12) spans.push(readSpan(cursor, readEnd(cursor), resource, scope));
    else if (tag === 0x1a) scope.schemaUrl = readString(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
}

function readScope(cursor: Cursor, end: number, scope: Scope): void {
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) scope.name = readString(cursor);
    else if (tag === 0x12) scope.version = readString(cursor);
    else if (tag === 0x1a) readKeyValue(cursor, readEnd(cursor), scope.attributes, 0);
    else if (tag === 0x20) scope.droppedAttributesCount = readUint32(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
}

function readSpan(cursor: Cursor, end: number, resource: Resource, scope: Scope): Span {
  const span: Span = {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 'unspecified',
    startNano: 0n,
    endNano: 0n,
    attributes: emptyAttributes(),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 'unset', message: '' },
    resource,
    scope,
  };
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    switch (tag) {
      case 0x0a:
        span.traceId = readId(cursor, 16, 'trace_id');
        break;
      case 0x12:
        span.spanId = readId(cursor, 8, 'span_id');
        break;
      case 0x1a:
        span.traceState = readString(cursor);
        break;
      case 0x22:
        span.parentSpanId = readParentId(cursor);
        break;
      case 0x2a:
        span.name = readString(cursor);
        break;
      case 0x30:
        span.kind = SPAN_KINDS[readUint32(cursor)] ?? 'unspecified';
        break;
      case 0x39:
        span.startNano = readFixed64(cursor);
        break;
      case 0x41:
        span.endNano = readFixed64(cursor);
        break;
      case 0x4a:
        readKeyValue(cursor, readEnd(cursor), span.attributes, 0);
        break;
      case 0x50:
        span.droppedAttributesCount = readUint32(cursor);
        break;
      case 0x5a:
        span.events.push(readEvent(cursor, readEnd(cursor)));
        break;
      case 0x60:
        span.droppedEventsCount = readUint32(cursor);
        break;
      case 0x6a:
        span.links.push(readLink(cursor, readEnd(cursor)));
        break;
      case 0x70:
        span.droppedLinksCount = readUint32(cursor);
        break;
      case 0x7a:
        readStatus(cursor, readEnd(cursor), span.status);
        break;
      case 0x85:
        span.flags = readFixed32(cursor);
        break;
      default:
        skipField(cursor, tag);
    }
  }
  checkEnd(cursor, end);
  return span;
}

/** Some senders write "no parent" as eight zero bytes. */
function readParentId(cursor: Cursor): string {
  const id = readId(cursor, 8, 'parent_span_id');
  return id === '0000000000000000' ? '' : id;
}

function readEvent(cursor: Cursor, end: number): SpanEvent {
  const event: SpanEvent = {
    timeNano: 0n,
    name: '',
    attributes: emptyAttributes(),
    droppedAttributesCount: 0,
  };
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x09) event.timeNano = readFixed64(cursor);
    else if (tag === 0x12) event.name = readString(cursor);
    else if (tag === 0x1a) readKeyValue(cursor, readEnd(cursor), event.attributes, 0);
    else if (tag === 0x20) event.droppedAttributesCount = readUint32(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
  return event;
}

function readLink(cursor: Cursor, end: number): SpanLink {
  const link: SpanLink = {
    traceId: '',
    spanId: '',
    traceState: '',
    attributes: emptyAttributes(),
    droppedAttributesCount: 0,
    flags: 0,
  };
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) link.traceId = readId(cursor, 16, 'link trace_id');
    else if (tag === 0x12) link.spanId = readId(cursor, 8, 'link span_id');
    else if (tag === 0x1a) link.traceState = readString(cursor);
    else if (tag === 0x22) readKeyValue(cursor, readEnd(cursor), link.attributes, 0);
    else if (tag === 0x28) link.droppedAttributesCount = readUint32(cursor);
    else if (tag === 0x35) link.flags = readFixed32(cursor);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
  return link;
}

function readStatus(cursor: Cursor, end: number, status: Span['status']): void {
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x12) status.message = readString(cursor);
    else if (tag === 0x18) status.code = STATUS_CODES[readUint32(cursor)] ?? 'unset';
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
}

function readKeyValue(cursor: Cursor, end: number, into: Attributes, depth: number): void {
  let key = '';
  let value: AttributeValue = { type: 'empty' };
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) key = readString(cursor);
    else if (tag === 0x12) value = readValue(cursor, readEnd(cursor), depth);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
  into[key] = value;
}

function readValue(cursor: Cursor, end: number, depth: number): AttributeValue {
  if (depth > DEEPEST_VALUE) {
    throw new UnreadableBody(`an attribute value is nested more than ${DEEPEST_VALUE} deep`);
  }
  let value: AttributeValue = { type: 'empty' };
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    switch (tag) {
      case 0x0a:
        value = { type: 'string', value: readString(cursor) };
        break;
      case 0x10:
        value = { type: 'bool', value: readUint32(cursor) !== 0 };
        break;
      case 0x18:
        value = { type: 'int', value: readInt64(cursor) };
        break;
      case 0x21:
        value = { type: 'double', value: readDouble(cursor) };
        break;
      case 0x2a:
        value = { type: 'array', value: readArray(cursor, readEnd(cursor), depth) };
        break;
      case 0x32:
        value = { type: 'map', value: readMap(cursor, readEnd(cursor), depth) };
        break;
      case 0x3a:
        value = { type: 'bytes', value: readBytes(cursor) };
        break;
      default:
        skipField(cursor, tag);
    }
  }
  checkEnd(cursor, end);
  return value;
}

function readArray(cursor: Cursor, end: number, depth: number): AttributeValue[] {
  const values: AttributeValue[] = [];
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) values.push(readValue(cursor, readEnd(cursor), depth + 1));
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
  return values;
}

function readMap(cursor: Cursor, end: number, depth: number): Attributes {
  const map = emptyAttributes();
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) readKeyValue(cursor, readEnd(cursor), map, depth + 1);
    else skipField(cursor, tag);
  }
  checkEnd(cursor, end);
  return map;
}
