// The one span type. Everything OTLP says about a span is here, so nothing is lost between
// the wire, the store, the checker and the viewer. Times and 64-bit integers are bigint:
// nanoseconds since 1970 do not fit a double.

export type AttributeValue =
  | { type: 'string'; value: string }
  | { type: 'bool'; value: boolean }
  | { type: 'int'; value: bigint }
  | { type: 'double'; value: number }
  | { type: 'bytes'; value: Uint8Array }
  | { type: 'array'; value: AttributeValue[] }
  | { type: 'map'; value: Attributes }
  | { type: 'empty' };

/** Keys come from outside: build these with a null prototype (`emptyAttributes()`). */
export type Attributes = Record<string, AttributeValue>;

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type StatusCode = 'unset' | 'ok' | 'error';

/** Shared by reference among all spans of one process. */
export type Resource = {
  attributes: Attributes;
  droppedAttributesCount: number;
  schemaUrl: string;
};

/** The instrumentation scope: which tracer made the span. Shared by reference. */
export type Scope = {
  name: string;
  version: string;
  attributes: Attributes;
  droppedAttributesCount: number;
  schemaUrl: string;
};

export type SpanEvent = {
  timeNano: bigint;
  name: string;
  attributes: Attributes;
  droppedAttributesCount: number;
};

export type SpanLink = {
  traceId: string;
  spanId: string;
  traceState: string;
  attributes: Attributes;
  droppedAttributesCount: number;
  flags: number;
};

export type Span = {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** 16 lower-case hex digits. */
  spanId: string;
  /** 16 hex digits, or '' for a root. */
  parentSpanId: string;
  traceState: string;
  /** W3C flags in the low 8 bits; 0x100 says bit 0x200 is known; 0x200 says the parent came from another process. */
  flags: number;
  name: string;
  kind: SpanKind;
  startNano: bigint;
  endNano: bigint;
  attributes: Attributes;
  droppedAttributesCount: number;
  events: SpanEvent[];
  droppedEventsCount: number;
  links: SpanLink[];
  droppedLinksCount: number;
  status: { code: StatusCode; message: string };
  resource: Resource;
  scope: Scope;
};

export const SPAN_KINDS: readonly SpanKind[] = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
export const STATUS_CODES: readonly StatusCode[] = ['unset', 'ok', 'error'];

const FLAG_REMOTE_KNOWN = 0x100;
const FLAG_REMOTE = 0x200;

/**
 * No key can meet something inherited: the prototype of all bags is empty and has none itself. A plain
 * Object.create(null) would say the same; V8 keeps such objects as hash tables, which made taking spans in
 * a third slower.
 */
class Bag {
  [key: string]: AttributeValue;
}
Object.setPrototypeOf(Bag.prototype, null);
Reflect.deleteProperty(Bag.prototype, 'constructor');

export const emptyAttributes = (): Attributes => new Bag();

export const newScope = (name = '', version = ''): Scope => ({
  name,
  version,
  attributes: emptyAttributes(),
  droppedAttributesCount: 0,
  schemaUrl: '',
});

export const newResource = (attributes = emptyAttributes()): Resource => ({
  attributes,
  droppedAttributesCount: 0,
  schemaUrl: '',
});

/** True or false when the SDK said whether the parent came over the wire, undefined when it did not say. */
export const parentIsRemote = (span: Span): boolean | undefined =>
  (span.flags & FLAG_REMOTE_KNOWN) === 0 ? undefined : (span.flags & FLAG_REMOTE) !== 0;

export const serviceName = (span: Span): string => {
  const value = span.resource.attributes['service.name'];
  return value?.type === 'string' ? value.value : '';
};

export const durationNano = (span: Span): bigint => span.endNano - span.startNano;
