// The one builder for tests: a trace written as the tree it is. Ids and times are counted, never random,
// so a test can name them: the first span is 0000000000000001, and so on in the order of writing.
//
//   trace(
//     span('api-gateway', 'POST /orders', { kind: 'server' }, [
//       span('order-service', 'place order', { ms: 40, attributes: { 'order.id': 7n } }),
//     ]),
//   )

import {
  type Attributes,
  type AttributeValue,
  emptyAttributes,
  newResource,
  newScope,
  type Resource,
  type Scope,
  type Span,
  type SpanKind,
  type StatusCode,
} from './span.ts';

/** A number is an int when it is whole, else a double; write `{ type: 'double', value: 1 }` where it matters. */
export type Plain = string | number | bigint | boolean | Uint8Array | Plain[] | AttributeValue;
export type PlainAttributes = Record<string, Plain>;

export type SpanOptions = {
  kind?: SpanKind;
  /** Milliseconds after the parent's start. Without it: 1 ms in, or 1 ms after the sibling before. */
  at?: number;
  /** Duration in milliseconds. Without it: 10 for a leaf, else until 1 ms after the last child's end. */
  ms?: number;
  attributes?: PlainAttributes;
  /** Added to `service.name`. */
  resource?: PlainAttributes;
  status?: StatusCode | { code: StatusCode; message: string };
  /** `at` is milliseconds after the span's start. */
  events?: { name: string; at?: number; attributes?: PlainAttributes }[];
  links?: { traceId: string; spanId: string; attributes?: PlainAttributes }[];
  scope?: string;
  spanId?: string;
  parentSpanId?: string;
  traceState?: string;
  flags?: number;
};

export type SpanSketch = {
  service: string;
  name: string;
  options: SpanOptions;
  children: SpanSketch[];
};

export const FIRST_NANO = 1_700_000_000_000_000_000n;
export const NANOS_PER_MS = 1_000_000;

export const span = (
  service: string,
  name: string,
  options: SpanOptions = {},
  children: SpanSketch[] = [],
): SpanSketch => ({ service, name, options, children });

/** Spans in the order of writing. `number` tells traces of one test apart; it is the trace id. */
export function trace(roots: SpanSketch | SpanSketch[], { number = 1, startMs = 0 } = {}): Span[] {
  const spans: Span[] = [];
  const resources = new Map<string, Resource>();
  const traceId = number.toString(16).padStart(32, '0');
  let counted = 0;

  const resourceOf = ({ service, options }: SpanSketch): Resource => {
    const attributes = plainAttributes({ 'service.name': service, ...options.resource });
    const key = options.resource === undefined ? service : `${service} ${Object.entries(options.resource)}`;
    const resource = resources.get(key) ?? newResource(attributes);
    resources.set(key, resource);
    return resource;
  };

  /** Adds the sketch and what is under it; answers when it ended, in ms. */
  const add = (
    sketch: SpanSketch,
    parent: Span | undefined,
    parentMs: number,
    earliestMs: number,
  ): number => {
    const { options } = sketch;
    const fromMs = options.at === undefined ? earliestMs : parentMs + options.at;
    const resource = resourceOf(sketch);
    counted++;
    const remote = parent !== undefined && parent.resource !== resource ? 0x200 : 0;
    const built: Span = {
      traceId,
      spanId: options.spanId ?? counted.toString(16).padStart(16, '0'),
      parentSpanId: options.parentSpanId ?? parent?.spanId ?? '',
      traceState: options.traceState ?? '',
      flags: options.flags ?? 0x101 | remote,
      name: sketch.name,
      kind: options.kind ?? 'internal',
      startNano: nano(fromMs),
      endNano: 0n,
      attributes: plainAttributes(options.attributes ?? {}),
      droppedAttributesCount: 0,
      events: (options.events ?? []).map(({ name, at = 0, attributes = {} }) => ({
        timeNano: nano(fromMs + at),
        name,
        attributes: plainAttributes(attributes),
        droppedAttributesCount: 0,
      })),
      droppedEventsCount: 0,
      links: (options.links ?? []).map(link => ({
        traceId: link.traceId,
        spanId: link.spanId,
        traceState: '',
        attributes: plainAttributes(link.attributes ?? {}),
        droppedAttributesCount: 0,
        flags: 0,
      })),
      droppedLinksCount: 0,
      status:
        typeof options.status === 'object'
          ? options.status
          : { code: options.status ?? 'unset', message: '' },
      resource,
      scope: scopeNamed(options.scope ?? 'test'),
    };
    spans.push(built);
    let lastEnd = fromMs;
    let latest = fromMs;
    for (const child of sketch.children) {
      lastEnd = add(child, built, fromMs, lastEnd + 1);
      latest = Math.max(latest, lastEnd);
    }
    const endMs = fromMs + (options.ms ?? (sketch.children.length === 0 ? 10 : latest + 1 - fromMs));
    built.endNano = nano(endMs);
    return endMs;
  };

  let earliest = startMs;
  for (const root of Array.isArray(roots) ? roots : [roots])
    earliest = add(root, undefined, startMs, earliest) + 1;
  return spans;
}

const scopes = new Map<string, Scope>();

function scopeNamed(name: string): Scope {
  const scope = scopes.get(name) ?? newScope(name);
  scopes.set(name, scope);
  return scope;
}

const nano = (ms: number): bigint => FIRST_NANO + BigInt(Math.round(ms * NANOS_PER_MS));

export function plainAttributes(plain: PlainAttributes): Attributes {
  const attributes = emptyAttributes();
  for (const [key, value] of Object.entries(plain)) attributes[key] = plainValue(value);
  return attributes;
}

export function plainValue(value: Plain): AttributeValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'bigint') return { type: 'int', value };
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { type: 'int', value: BigInt(value) } : { type: 'double', value };
  }
  if (value instanceof Uint8Array) return { type: 'bytes', value };
  if (Array.isArray(value)) return { type: 'array', value: value.map(plainValue) };
  return value;
}
