// Span[] → TraceColumns, for lessons, tests and whatever already has the spans. All of one trace.

import {
  type Attributes,
  type AttributeValue,
  SPAN_KINDS,
  type Span,
  STATUS_CODES,
  serviceName,
} from '#trace-model/span.ts';
import { columnsDraft, emptyCells } from './columns-draft.ts';
import type { TraceColumns } from './trace-columns.ts';

export const columnsOfSpans = (spans: readonly Span[]): TraceColumns => {
  const zeroNano = spans[0]?.startNano ?? 0n;
  const draft = columnsDraft({ capacity: spans.length, zeroNano, withAttributes: true });
  const cells = emptyCells();
  for (const span of spans) {
    for (const [key, value] of Object.entries(span.attributes)) draft.attribute(key, valueText(value));
    for (const event of span.events) {
      draft.event(Number(event.timeNano - zeroNano), event.name);
      for (const [key, value] of Object.entries(event.attributes))
        draft.eventAttribute(key, valueText(value));
    }
    [cells.spanIdHigh, cells.spanIdLow] = halvesOf(span.spanId);
    [cells.parentHigh, cells.parentLow] = halvesOf(span.parentSpanId);
    cells.start = Number(span.startNano - zeroNano);
    cells.end = Number(span.endNano - zeroNano);
    cells.name = span.name;
    cells.kind = SPAN_KINDS.indexOf(span.kind);
    cells.status = STATUS_CODES.indexOf(span.status.code);
    cells.statusMessage = span.status.message;
    cells.flags = span.flags;
    cells.links = span.links.length;
    cells.dropped = span.droppedAttributesCount + span.droppedEventsCount + span.droppedLinksCount;
    cells.scope = span.scope.name;
    cells.resource = draft.resource(serviceName(span), pairsOf(span.resource.attributes));
    draft.add(cells);
  }
  return draft.finish(spans[0]?.traceId ?? '');
};

const halvesOf = (id: string): [number, number] =>
  id === '' ? [0, 0] : [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];

const pairsOf = (attributes: Attributes): [string, string][] =>
  Object.entries(attributes).map(([key, value]) => [key, valueText(value)]);

/** As Jaeger shows and compares values. */
export const valueText = (value: AttributeValue): string => {
  switch (value.type) {
    case 'string':
      return value.value;
    case 'bool':
    case 'int':
    case 'double':
      return String(value.value);
    case 'bytes':
      return btoa(Array.from(value.value, byte => String.fromCharCode(byte)).join(''));
    case 'empty':
      return '';
    case 'array':
    case 'map':
      return JSON.stringify(plain(value));
  }
};

const plain = (value: AttributeValue): unknown => {
  switch (value.type) {
    case 'int':
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : String(value.value);
    case 'array':
      return value.value.map(plain);
    case 'map':
      return Object.fromEntries(Object.entries(value.value).map(([key, inner]) => [key, plain(inner)]));
    case 'bytes':
      return valueText(value);
    case 'empty':
      return null;
    default:
      return value.value;
  }
};
