// Jaeger's JSON → spans: what jaeger-trace.ts writes, and what Jaeger UI downloads, read back. Its tags hold
// what OTLP has fields for.

import { UnreadableBody } from '#trace-model/otlp.ts';
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
  type StatusCode,
} from '#trace-model/span.ts';
import { NO_SERVICE_NAME } from '../jaeger-trace.ts';

type Json = Record<string, unknown>;

const refuse = (where: string, what: string): never => {
  throw new UnreadableBody(`${where}: ${what}`);
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const object = (value: unknown, where: string): Json =>
  isObject(value) ? value : refuse(where, 'is not a JSON object');

const list = (value: unknown, where: string): unknown[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : refuse(where, 'is not a JSON array');
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const id = (value: unknown, digits: number, where: string): string => {
  const hex = text(value);
  if (!/^[0-9a-f]+$/i.test(hex) || hex.length > digits || /^0+$/.test(hex))
    return refuse(where, `is not an id of up to ${digits} hex digits`);
  return hex.toLowerCase().padStart(digits, '0');
};

const nano = (value: unknown, where: string): bigint => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refuse(where, 'is not a number of microseconds');
  // whole microseconds first: the fraction of a large number is not exact
  const whole = Math.trunc(value);
  return BigInt(whole) * 1000n + BigInt(Math.round((value - whole) * 1000));
};

const bytes = (base64: string, where: string): Uint8Array => {
  try {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    return refuse(where, 'is not base64');
  }
};

const tagValue = ({ type, value }: Json, where: string): AttributeValue => {
  if (type === 'int64' && /^-?\d+$/.test(String(value))) return { type: 'int', value: BigInt(String(value)) };
  if (type === 'float64') return { type: 'double', value: Number(value) };
  if (type === 'binary' && typeof value === 'string') return { type: 'bytes', value: bytes(value, where) };
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { type: 'int', value: BigInt(value) } : { type: 'double', value };
  if (type === 'bool') return { type: 'bool', value: value === 'true' };
  return { type: 'string', value: typeof value === 'string' ? value : JSON.stringify(value ?? '') };
};

const attributesFrom = (tags: unknown, where: string): Attributes => {
  const attributes = emptyAttributes();
  for (const [index, one] of list(tags, where).entries()) {
    const tag = object(one, `${where}[${index}]`);
    if (typeof tag.key !== 'string') refuse(`${where}[${index}]`, 'has no key');
    attributes[text(tag.key)] = tagValue(tag, `${where}[${index}]`);
  }
  return attributes;
};

/** Takes a tag out: it becomes a field of the span. */
const takeText = (attributes: Attributes, ...keys: string[]): string => {
  let taken = '';
  for (const key of keys) {
    const value = attributes[key];
    if (value === undefined) continue;
    delete attributes[key];
    if (taken === '' && value.type === 'string') taken = value.value;
  }
  return taken;
};

const takeStatus = (attributes: Attributes): { code: StatusCode; message: string } => {
  const said = takeText(attributes, 'otel.status_code').toLowerCase();
  const message = takeText(attributes, 'otel.status_description');
  const error = attributes.error;
  const failed =
    (error?.type === 'bool' && error.value) || (error?.type === 'string' && error.value === 'true');
  if (error?.type === 'bool') delete attributes.error;
  return { code: said === 'error' || failed ? 'error' : said === 'ok' ? 'ok' : 'unset', message };
};

const eventFrom = (value: unknown, where: string): SpanEvent => {
  const log = object(value, where);
  const attributes = attributesFrom(log.fields, `${where}.fields`);
  const name = takeText(attributes, 'event');
  return {
    timeNano: nano(log.timestamp, `${where}.timestamp`),
    name: name === '' ? 'log' : name,
    attributes,
    droppedAttributesCount: 0,
  };
};

const referencesOf = (
  span: Json,
  traceId: string,
  where: string,
): { parentSpanId: string; links: SpanLink[] } => {
  let parentSpanId = '';
  const links: SpanLink[] = [];
  for (const [index, one] of list(span.references, `${where}.references`).entries()) {
    const place = `${where}.references[${index}]`;
    const reference = object(one, place);
    const to = {
      traceId: id(reference.traceID, 32, `${place}.traceID`),
      spanId: id(reference.spanID, 16, `${place}.spanID`),
    };
    if (reference.refType === 'CHILD_OF' && to.traceId === traceId && parentSpanId === '')
      parentSpanId = to.spanId;
    else
      links.push({
        ...to,
        traceState: '',
        attributes: emptyAttributes(),
        droppedAttributesCount: 0,
        flags: 0,
      });
  }
  const older = text(span.parentSpanID);
  if (parentSpanId === '' && /[1-9a-f]/i.test(older)) parentSpanId = id(older, 16, `${where}.parentSpanID`);
  return { parentSpanId, links };
};

const resourceFrom = (value: unknown, where: string): Resource => {
  const process = object(value, where);
  const attributes = attributesFrom(process.tags, `${where}.tags`);
  const service = text(process.serviceName);
  if (service !== '' && service !== NO_SERVICE_NAME)
    attributes['service.name'] = { type: 'string', value: service };
  return newResource(attributes);
};

export const spansOfJaegerTrace = (value: unknown): Span[] => {
  const trace = object(value, '');
  const resources = new Map(
    Object.entries(object(trace.processes, '.processes')).map(([key, process]) => [
      key,
      resourceFrom(process, `.processes.${key}`),
    ]),
  );
  const scopes = new Map<string, Scope>();
  const scopeNamed = (name: string, version: string): Scope => {
    const key = `${name} ${version}`;
    const scope = scopes.get(key) ?? newScope(name, version);
    scopes.set(key, scope);
    return scope;
  };
  return list(trace.spans, '.spans').map((one, index): Span => {
    const where = `.spans[${index}]`;
    const span = object(one, where);
    const traceId = id(span.traceID ?? trace.traceID, 32, `${where}.traceID`);
    const resource =
      resources.get(text(span.processID)) ??
      refuse(`${where}.processID`, `"${text(span.processID)}" is not among the processes`);
    const attributes = attributesFrom(span.tags, `${where}.tags`);
    const startNano = nano(span.startTime, `${where}.startTime`);
    const kind = takeText(attributes, 'span.kind');
    const scopeName = takeText(attributes, 'otel.scope.name', 'otel.library.name');
    return {
      traceId,
      spanId: id(span.spanID, 16, `${where}.spanID`),
      ...referencesOf(span, traceId, where),
      traceState: takeText(attributes, 'w3c.tracestate'),
      flags: typeof span.flags === 'number' ? span.flags & 0xff : 0,
      name: text(span.operationName),
      kind: SPAN_KINDS.find(known => known === kind) ?? 'unspecified',
      startNano,
      endNano: startNano + nano(span.duration, `${where}.duration`),
      status: takeStatus(attributes),
      attributes,
      droppedAttributesCount: 0,
      events: list(span.logs, `${where}.logs`).map((log, at) => eventFrom(log, `${where}.logs[${at}]`)),
      droppedEventsCount: 0,
      droppedLinksCount: 0,
      resource,
      scope: scopeNamed(scopeName, takeText(attributes, 'otel.scope.version', 'otel.library.version')),
    };
  });
};
