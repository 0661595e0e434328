// Span[] → OTLP protobuf.

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

type Sink = { bytes: Uint8Array<ArrayBuffer>; view: DataView; at: number };

const encoder = new TextEncoder();

export function encodeOtlpProtobuf(spans: Iterable<Span>): Uint8Array {
  const sink: Sink = { ...room(4096), at: 0 };
  for (const [resource, ofResource] of Map.groupBy(spans, span => span.resource)) {
    nested(sink, 0x0a, () => {
      nested(sink, 0x0a, () => writeResource(sink, resource));
      for (const [scope, ofScope] of Map.groupBy(ofResource, span => span.scope)) {
        nested(sink, 0x12, () => {
          nested(sink, 0x0a, () => writeScope(sink, scope));
          for (const span of ofScope) nested(sink, 0x12, () => writeSpan(sink, span));
          text(sink, 0x1a, scope.schemaUrl);
        });
      }
      text(sink, 0x1a, resource.schemaUrl);
    });
  }
  return sink.bytes.slice(0, sink.at);
}

function writeResource(sink: Sink, resource: Resource): void {
  writeAttributes(sink, 0x0a, resource.attributes);
  number(sink, 0x10, resource.droppedAttributesCount);
}

function writeScope(sink: Sink, scope: Scope): void {
  text(sink, 0x0a, scope.name);
  text(sink, 0x12, scope.version);
  writeAttributes(sink, 0x1a, scope.attributes);
  number(sink, 0x20, scope.droppedAttributesCount);
}

function writeSpan(sink: Sink, span: Span): void {
  id(sink, 0x0a, span.traceId);
  id(sink, 0x12, span.spanId);
  text(sink, 0x1a, span.traceState);
  id(sink, 0x22, span.parentSpanId);
  text(sink, 0x2a, span.name);
  number(sink, 0x30, SPAN_KINDS.indexOf(span.kind));
  fixed64(sink, 0x39, span.startNano);
  fixed64(sink, 0x41, span.endNano);
  writeAttributes(sink, 0x4a, span.attributes);
  number(sink, 0x50, span.droppedAttributesCount);
  for (const event of span.events) nested(sink, 0x5a, () => writeEvent(sink, event));
  number(sink, 0x60, span.droppedEventsCount);
  for (const link of span.links) nested(sink, 0x6a, () => writeLink(sink, link));
  number(sink, 0x70, span.droppedLinksCount);
  nested(sink, 0x7a, () => {
    text(sink, 0x12, span.status.message);
    number(sink, 0x18, STATUS_CODES.indexOf(span.status.code));
  });
  fixed32(sink, 0x85, span.flags);
}

function writeEvent(sink: Sink, event: SpanEvent): void {
  fixed64(sink, 0x09, event.timeNano);
  text(sink, 0x12, event.name);
  writeAttributes(sink, 0x1a, event.attributes);
  number(sink, 0x20, event.droppedAttributesCount);
}

function writeLink(sink: Sink, link: SpanLink): void {
  id(sink, 0x0a, link.traceId);
  id(sink, 0x12, link.spanId);
  text(sink, 0x1a, link.traceState);
  writeAttributes(sink, 0x22, link.attributes);
  number(sink, 0x28, link.droppedAttributesCount);
  fixed32(sink, 0x35, link.flags);
}

function writeAttributes(sink: Sink, tag: number, attributes: Attributes): void {
  for (const [key, value] of Object.entries(attributes)) {
    nested(sink, tag, () => {
      text(sink, 0x0a, key);
      nested(sink, 0x12, () => writeValue(sink, value));
    });
  }
}

/** The type is told by which field is there, so these are written even when they are zero. */
function writeValue(sink: Sink, value: AttributeValue): void {
  switch (value.type) {
    case 'string':
      bytes(sink, 0x0a, encoder.encode(value.value));
      break;
    case 'bool':
      varint(sink, 0x10);
      varint(sink, value.value ? 1 : 0);
      break;
    case 'int':
      varint(sink, 0x18);
      bigVarint(sink, BigInt.asUintN(64, value.value));
      break;
    case 'double':
      varint(sink, 0x21);
      grow(sink, 8);
      sink.view.setFloat64(sink.at, value.value, true);
      sink.at += 8;
      break;
    case 'array':
      nested(sink, 0x2a, () => {
        for (const inner of value.value) nested(sink, 0x0a, () => writeValue(sink, inner));
      });
      break;
    case 'map':
      nested(sink, 0x32, () => writeAttributes(sink, 0x0a, value.value));
      break;
    case 'bytes':
      bytes(sink, 0x3a, value.value);
      break;
    case 'empty':
      break;
  }
}

function room(size: number): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer) };
}

function grow(sink: Sink, more: number): void {
  if (sink.at + more <= sink.bytes.length) return;
  const { bytes, view } = room(Math.max(sink.bytes.length * 2, sink.at + more));
  bytes.set(sink.bytes.subarray(0, sink.at));
  sink.bytes = bytes;
  sink.view = view;
}

/** The length comes before the content and is known after it. One byte is left for it; where it needs more, the content moves. */
function nested(sink: Sink, tag: number, write: () => void): void {
  varint(sink, tag);
  grow(sink, 1);
  const lengthAt = sink.at;
  sink.at++;
  write();
  const end = sink.at;
  const length = end - lengthAt - 1;
  const more = varintSize(length) - 1;
  if (more > 0) {
    grow(sink, more);
    sink.bytes.copyWithin(lengthAt + 1 + more, lengthAt + 1, end);
  }
  sink.at = lengthAt;
  varint(sink, length);
  sink.at = end + more;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest >>>= 7) size++;
  return size;
}

function varint(sink: Sink, value: number): void {
  grow(sink, 5);
  let rest = value;
  while (rest > 0x7f) {
    sink.bytes[sink.at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  sink.bytes[sink.at++] = rest;
}

function bigVarint(sink: Sink, value: bigint): void {
  grow(sink, 10);
  let rest = value;
  while (rest > 0x7fn) {
    sink.bytes[sink.at++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  sink.bytes[sink.at++] = Number(rest);
}

function bytes(sink: Sink, tag: number, content: Uint8Array): void {
  varint(sink, tag);
  varint(sink, content.length);
  grow(sink, content.length);
  sink.bytes.set(content, sink.at);
  sink.at += content.length;
}

function text(sink: Sink, tag: number, content: string): void {
  if (content !== '') bytes(sink, tag, encoder.encode(content));
}

function id(sink: Sink, tag: number, hex: string): void {
  if (hex === '') return;
  const content = new Uint8Array(hex.length / 2);
  for (let i = 0; i < content.length; i++) content[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  bytes(sink, tag, content);
}

function number(sink: Sink, tag: number, value: number): void {
  if (value === 0) return;
  varint(sink, tag);
  varint(sink, value);
}

function fixed64(sink: Sink, tag: number, value: bigint): void {
  varint(sink, tag);
  grow(sink, 8);
  sink.view.setBigUint64(sink.at, value, true);
  sink.at += 8;
}

function fixed32(sink: Sink, tag: number, value: number): void {
  if (value === 0) return;
  varint(sink, tag);
  grow(sink, 4);
  sink.view.setUint32(sink.at, value, true);
  sink.at += 4;
}
