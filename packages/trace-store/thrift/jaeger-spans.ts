// Jaeger's spans → OTLP's, by the same rules as the OpenTelemetry Collector's translator, which is what Jaeger
// itself runs them through (pkg/translator/jaeger, jaegerthrift_to_traces.go). So a trace looks here as it
// looks there: kind and status come from tags, the tracer's name stays a tag, and times have microseconds.

import {
  type Attributes,
  emptyAttributes,
  newResource,
  newScope,
  type Resource,
  type Scope,
  type Span,
  type SpanEvent,
  type SpanKind,
  type SpanLink,
} from '#trace-model/span.ts';
import type { Batch, JaegerSpan, Log, Reference, Tag } from './jaeger-batch.ts';
import { statusOf } from './jaeger-status.ts';

export function spansOf({ serviceName, processTags, spans }: Batch): Span[] {
  const resource = newResource(resourceAttributes(serviceName, processTags));
  const scope = newScope();
  return spans.map(span => spanOf(span, resource, scope));
}

function resourceAttributes(serviceName: string, tags: Tag[]): Attributes {
  const attributes = emptyAttributes();
  if (serviceName !== '') attributes['service.name'] = { type: 'string', value: serviceName };
  addTags(tags, attributes);
  const renamed: string[] = [];
  const { hostname, 'jaeger.version': version } = attributes;
  if (hostname !== undefined && attributes['host.name'] === undefined) {
    attributes['host.name'] = hostname;
    renamed.push('hostname');
  }
  if (version !== undefined && attributes['opencensus.exporterversion'] === undefined) {
    const text = version.type === 'string' ? version.value : '';
    attributes['opencensus.exporterversion'] = { type: 'string', value: `Jaeger-${text}` };
    renamed.push('jaeger.version');
  }
  return without(attributes, renamed);
}

/** A copy, where there is anything to leave out: `delete` would turn the bag into a slower one. */
function without(tags: Attributes, keys: string[]): Attributes {
  if (!keys.some(key => tags[key] !== undefined)) return tags;
  const rest = emptyAttributes();
  for (const key in tags) {
    const value = tags[key];
    if (value !== undefined && !keys.includes(key)) rest[key] = value;
  }
  return rest;
}

function addTags(tags: Tag[], into: Attributes): void {
  for (const { key, value } of tags) into[key] = value;
}

function spanOf(span: JaegerSpan, resource: Resource, scope: Scope): Span {
  const tags = emptyAttributes();
  addTags(span.tags, tags);
  const kind = kindOf(tags);
  const { status, said } = statusOf(tags, kind);
  const parent = parentOf(span);
  return {
    traceId: traceIdOf(span),
    spanId: hex(span.spanId),
    parentSpanId: parent === 0n ? '' : hex(parent),
    traceState: '',
    flags: 0,
    name: span.operationName,
    kind,
    startNano: nanos(span.startMicros),
    endNano: nanos(span.startMicros + span.durationMicros),
    status,
    attributes: without(tags, ['span.kind', ...said]),
    droppedAttributesCount: 0,
    events: span.logs.map(eventOf),
    droppedEventsCount: 0,
    links: linksOf(span.references, parent),
    droppedLinksCount: 0,
    resource,
    scope,
  };
}

const traceIdOf = ({ traceIdHigh, traceIdLow }: JaegerSpan | Reference): string =>
  hex(traceIdHigh) + hex(traceIdLow);

const hex = (id: bigint): string => id.toString(16).padStart(16, '0');

/** 64 bits as they are in Go, which wraps round. */
const nanos = (micros: bigint): bigint => BigInt.asUintN(64, micros * 1000n);

/** Clients older than the field for the parent said it by a reference; CHILD_OF goes before FOLLOWS_FROM. */
function parentOf(span: JaegerSpan): bigint {
  if (span.parentSpanId !== 0n) return span.parentSpanId;
  const inTrace = span.references.filter(
    ({ traceIdHigh, traceIdLow }) => traceIdHigh === span.traceIdHigh && traceIdLow === span.traceIdLow,
  );
  return (inTrace.find(({ childOf }) => childOf) ?? inTrace[0])?.spanId ?? 0n;
}

const KINDS = new Set<string>(['client', 'server', 'producer', 'consumer', 'internal'] satisfies SpanKind[]);
const isKind = (text: string): text is SpanKind => KINDS.has(text);

function kindOf(tags: Attributes): SpanKind {
  const tag = tags['span.kind'];
  return tag?.type === 'string' && isKind(tag.value) ? tag.value : 'unspecified';
}

function eventOf({ timeMicros, fields }: Log): SpanEvent {
  const tags = emptyAttributes();
  addTags(fields, tags);
  const { event } = tags;
  return {
    timeNano: nanos(timeMicros),
    name: event?.type === 'string' ? event.value : '',
    attributes: without(tags, ['event']),
    droppedAttributesCount: 0,
  };
}

/** Every reference but the one that says the parent once more. */
function linksOf(references: Reference[], parent: bigint): SpanLink[] {
  return references
    .filter(({ spanId, childOf }) => !(spanId === parent && childOf))
    .map(reference => {
      const attributes = emptyAttributes();
      const value = reference.childOf ? 'child_of' : 'follows_from';
      attributes['opentracing.ref_type'] = { type: 'string', value };
      return {
        traceId: traceIdOf(reference),
        spanId: hex(reference.spanId),
        traceState: '',
        attributes,
        droppedAttributesCount: 0,
        flags: 0,
      };
    });
}
