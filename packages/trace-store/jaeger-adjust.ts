// What Jaeger's query service does to a trace before it gives it away, unless it is asked for raw ones: attributes
// in order, ids of a client and server that share one told apart, warnings where clocks disagree or a parent is
// missing. Times stay as they are: Jaeger moves them only where max_clock_skew_adjust is set, and says so otherwise.

import {
  type Attributes,
  type AttributeValue,
  emptyAttributes,
  type Resource,
  type Span,
} from '#trace-model/span.ts';
import { clockWarnings } from './clock-warnings.ts';
import { inOrder } from './go-json.ts';

export type Adjusted = { span: Span; warnings: string[] };

const ADDRESSES: ReadonlySet<string> = new Set(['ip', 'peer.ipv4']);
/** Of the SDK, not of the span. */
const LIBRARY: ReadonlySet<string> = new Set([
  'telemetry.sdk.language',
  'telemetry.sdk.name',
  'telemetry.sdk.version',
  'telemetry.distro.name',
  'telemetry.distro.version',
]);

export const isLibraryKey = (key: string): boolean => LIBRARY.has(key);

const sorted = (attributes: Attributes): Attributes => {
  const result = emptyAttributes();
  for (const [key, value] of Object.entries(attributes).sort(([a], [b]) => inOrder(a, b)))
    result[key] = value;
  return result;
};

const dotted = (value: AttributeValue): AttributeValue => {
  if (value.type !== 'int' && value.type !== 'double') return value;
  const packed = Number(BigInt.asUintN(32, BigInt(Math.trunc(Number(value.value)))));
  return {
    type: 'string',
    value: [packed >>> 24, (packed >>> 16) & 255, (packed >>> 8) & 255, packed & 255].join('.'),
  };
};

const put = (attributes: Attributes): Attributes => {
  const result = sorted(attributes);
  for (const key of ADDRESSES) {
    const value = result[key];
    if (value !== undefined) result[key] = dotted(value);
  }
  return result;
};

const nextId = (id: string): string => (BigInt(`0x${id}`) + 1n).toString(16).padStart(16, '0');

/** Zipkin's clients and servers shared a span; the server's gets an id of its own. */
function withOwnIds(spans: readonly Span[]): Span[] {
  const used = new Set(spans.map(({ spanId }) => spanId));
  if (used.size === spans.length) return [...spans];
  const clients = new Set(spans.filter(({ kind }) => kind === 'client').map(({ spanId }) => spanId));
  const renamed = new Map<string, string>();
  let last = '0'.repeat(16);
  const own = spans.map(span => {
    if (span.kind !== 'server' || !clients.has(span.spanId)) return span;
    do last = nextId(last);
    while (used.has(last));
    renamed.set(span.spanId, last);
    return { ...span, spanId: last, parentSpanId: span.spanId };
  });
  return own.map(span => {
    const parentSpanId = renamed.get(span.parentSpanId);
    return parentSpanId === undefined || parentSpanId === span.spanId ? span : { ...span, parentSpanId };
  });
}

/** The SDK's own attributes belong to the resource, whichever span they came with. */
function moveLibrary(span: Span, into: Attributes, warn: (text: string) => void): Attributes {
  const rest = emptyAttributes();
  for (const [key, value] of Object.entries(span.attributes)) {
    const there = into[key];
    if (!LIBRARY.has(key)) rest[key] = value;
    else if (there !== undefined && !equal(there, value)) {
      warn(`conflicting values between Span and Resource for attribute ${key}`);
      rest[key] = value;
    } else into[key] = value;
  }
  return rest;
}

const equal = (a: AttributeValue, b: AttributeValue): boolean =>
  a.type === b.type && 'value' in a && 'value' in b && a.value === b.value;

const NO_TRACE = '0'.repeat(32);

/** `library` moves what the SDK says of itself to the resource; the older dialect has a way of its own. */
export function adjusted(trace: readonly Span[], library = true): Adjusted[] {
  const resources = new Map<Resource, Resource>();
  const spans = withOwnIds(trace);
  const warnings = clockWarnings(spans, !library);
  return spans.map((span, index) => {
    const said = warnings[index] ?? [];
    const warn = (text: string): void => {
      said.push(text);
    };
    const resource = resources.get(span.resource) ?? {
      ...span.resource,
      attributes: put(span.resource.attributes),
    };
    resources.set(span.resource, resource);
    const attributes = put(span.attributes);
    const links = library
      ? span.links.filter(({ traceId }) => traceId !== NO_TRACE && traceId !== '')
      : span.links;
    const moved = library ? moveLibrary({ ...span, attributes }, resource.attributes, warn) : attributes;
    for (let gone = links.length; gone < span.links.length; gone++) warn('Invalid span link removed');
    return {
      warnings: said,
      span: {
        ...span,
        resource,
        scope: { ...span.scope, attributes: sorted(span.scope.attributes) },
        attributes: moved,
        events: span.events
          .map(event => ({ ...event, attributes: sorted(event.attributes) }))
          .sort((a, b) => (library ? inOrder(a.name, b.name) : 0)),
        links: links.map(link => ({ ...link, attributes: sorted(link.attributes) })),
      },
    };
  });
}

const WARNINGS = '@jaeger@warnings';

/** In /api/v3 a warning is an attribute. */
export const withWarnings = ({ span, warnings }: Adjusted): Span => {
  if (warnings.length === 0) return span;
  const attributes = emptyAttributes();
  Object.assign(attributes, span.attributes);
  attributes[WARNINGS] = { type: 'array', value: warnings.map(value => ({ type: 'string', value })) };
  return { ...span, attributes };
};
