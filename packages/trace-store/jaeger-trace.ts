// A trace in Jaeger's older JSON, which its own trace page still reads: microseconds, tags, processes.

import {
  type Attributes,
  type AttributeValue,
  durationNano,
  type Resource,
  type Span,
  type SpanEvent,
  type SpanLink,
} from '#trace-model/span.ts';
import { attributeText } from './attribute-text.ts';
import { inOrder } from './go-json.ts';
import { adjusted, isLibraryKey } from './jaeger-adjust.ts';

export type JaegerTag = { key: string; type: string; value: string | number | boolean | null };
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

/** Put right as Jaeger's query service does it, or with the attributes as they came. */
export function jaegerTrace(trace: readonly Span[], { raw = false } = {}): JaegerTrace {
  const ids = new Map<string, string>();
  const processes: Record<string, JaegerProcess> = {};
  const processOf = (process: JaegerProcess): string => {
    const key = JSON.stringify(process);
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `p${ids.size + 1}`;
    ids.set(key, id);
    processes[id] = process;
    return id;
  };
  const spans = raw ? trace.map(span => ({ span, warnings: [] })) : adjusted(trace, false);
  return {
    traceID: shortId(trace[0]?.traceId ?? ''),
    spans: spans.map(({ span, warnings }) => {
      const process = jaegerProcess(span.resource);
      if (raw) return jaegerSpan(span, processOf(process));
      const { references, gone } = validReferences(span);
      const all = sortedTags(spanTags(span));
      const own = sortedTags([...process.tags, ...all.filter(({ key }) => isLibraryKey(key))]);
      const said = [...warnings, ...gone];
      return {
        ...jaegerSpan(span, processOf({ ...process, tags: own })),
        references,
        tags: all.filter(({ key }) => !isLibraryKey(key)),
        warnings: said.length > 0 ? said : null,
      };
    }),
    processes,
    warnings: null,
  };
}

/** 64-bit ids, which old clients made, have half the digits. */
export const shortId = (traceId: string): string => traceId.replace(/^0{16}(?=.{16}$)/, '');

function jaegerProcess(resource: Resource): JaegerProcess {
  const { 'service.name': service, ...rest } = resource.attributes;
  return { serviceName: service === undefined ? NO_SERVICE_NAME : attributeText(service), tags: tags(rest) };
}

const jaegerSpan = (span: Span, processID: string): JaegerSpan => ({
  traceID: shortId(span.traceId),
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

/** Opentracing's name for the kind of a reference, which a link may say. */
const referenceType = (link: SpanLink): JaegerReference['refType'] => {
  const said = link.attributes['opentracing.ref_type'];
  return said !== undefined && attributeText(said) === 'child_of' ? 'CHILD_OF' : 'FOLLOWS_FROM';
};

function references(span: Span): JaegerReference[] {
  const parent: JaegerReference[] =
    span.parentSpanId === ''
      ? []
      : [{ refType: 'CHILD_OF', traceID: shortId(span.traceId), spanID: span.parentSpanId }];
  const [first] = parent;
  for (const link of span.links) {
    const reference: JaegerReference = {
      refType: referenceType(link),
      traceID: shortId(link.traceId),
      spanID: link.spanId,
    };
    // a link to the parent says of which kind it is
    if (first?.spanID === reference.spanID && first.traceID === reference.traceID)
      first.refType = reference.refType;
    else parent.push(reference);
  }
  return parent;
}

function validReferences(span: Span): { references: JaegerReference[]; gone: string[] } {
  const all = references(span);
  const valid = all.filter(({ traceID }) => !/^0*$/.test(traceID));
  const gone = all
    .filter(reference => !valid.includes(reference))
    .map(
      ({ refType, spanID }) =>
        `Invalid span reference removed {TraceID:0000000000000000 SpanID:${spanID} RefType:${refType} XXX_NoUnkeyedLiteral:{} XXX_unrecognized:[] XXX_sizecache:0}`,
    );
  // the parent first, or what else is of the same trace
  const own = valid.filter(({ traceID }) => traceID === shortId(span.traceId));
  const first = own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0];
  const at = first === undefined ? 0 : valid.indexOf(first);
  if (at > 0 && first !== undefined && valid[0] !== undefined) [valid[0], valid[at]] = [first, valid[0]];
  return { references: valid, gone };
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

/** Jaeger orders tags by key, then by type as it numbers them. */
const TYPES = ['string', 'bool', 'int64', 'float64', 'binary'];
const sortedTags = (list: JaegerTag[]): JaegerTag[] =>
  [...list].sort(
    (a, b) =>
      inOrder(a.key, b.key) ||
      TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
      inOrder(String(a.value), String(b.value)),
  );

function jaegerLog(event: SpanEvent): { timestamp: number; fields: JaegerTag[] } {
  // an attribute of that name is taken for the event's
  const named = event.name !== '' && event.attributes.event === undefined;
  const fields = tags(event.attributes);
  return {
    timestamp: micros(event.timeNano),
    fields: named ? [{ key: 'event', type: 'string', value: event.name }, ...fields] : fields,
  };
}

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
      // Go writes bytes that are none as null
      return { key, type: 'binary', value: attributeText(value) || null };
    default:
      return { key, type: 'string', value: attributeText(value) };
  }
}

/** Microseconds since 1970 are exact in a double until the year 2255. */
const micros = (nano: bigint): number => Number(nano / 1000n);
