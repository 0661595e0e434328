// Which traces a search means: one span has to fulfil all of it. The rules are those of Jaeger's own
// memory storage, so a search that works here works there.

import {
  type Attributes,
  durationNano,
  type Span,
  type SpanKind,
  type StatusCode,
  serviceName,
} from '#trace-model/span.ts';
import { attributeText } from './attribute-text.ts';
import {
  hashText,
  type Item,
  itemsNamed,
  KIND_ITEMS,
  nameItem,
  STATUS_ITEMS,
  scopeNameItem,
  scopeVersionItem,
} from './scan/attribute-items.ts';

export type TraceQuery = {
  /** '' means any. */
  service: string;
  operation: string;
  startMinNano: bigint;
  startMaxNano: bigint;
  /** 0n means no bound. */
  durationMinNano: bigint;
  durationMaxNano: bigint;
  attributes: ReadonlyMap<string, string>;
  limit: number;
};

/** Attributes that ask for a field of the span. */
const FIELDS: ReadonlySet<string> = new Set([
  'error',
  'span.status',
  'span.kind',
  'scope.name',
  'scope.version',
]);
const RESOURCE_PREFIX = 'resource.';

const KINDS = new Map<string, SpanKind>([
  ['CLIENT', 'client'],
  ['SERVER', 'server'],
  ['PRODUCER', 'producer'],
  ['CONSUMER', 'consumer'],
  ['INTERNAL', 'internal'],
]);
const STATUSES = new Map<string, StatusCode>([
  ['OK', 'ok'],
  ['ERROR', 'error'],
]);

/** What a chunk has to have for the query to have a chance. */
export type Wanted = {
  startMinMicros: number;
  startMaxMicros: number;
  durationMinMicros: number;
  durationMaxMicros: number;
  /** Of each, one spelling at least. */
  items: Item[][];
};

export const wantedBy = (query: TraceQuery): Wanted => ({
  startMinMicros: Number(query.startMinNano) / 1000,
  startMaxMicros: Number(query.startMaxNano) / 1000,
  durationMinMicros:
    query.durationMinNano === 0n ? Number.NEGATIVE_INFINITY : Number(query.durationMinNano) / 1000,
  durationMaxMicros:
    query.durationMaxNano === 0n ? Number.POSITIVE_INFINITY : Number(query.durationMaxNano) / 1000,
  items: itemsWanted(query),
});

function itemsWanted(query: TraceQuery): Item[][] {
  const items: Item[][] = [];
  for (const [key, value] of query.attributes) {
    if (key.startsWith(RESOURCE_PREFIX)) items.push(itemsNamed(key.slice(RESOURCE_PREFIX.length), value));
    else if (FIELDS.has(key)) items.push(...fieldItems(key, value));
    else items.push(itemsNamed(key, value));
  }
  // last what most traces have
  if (query.operation !== '') items.push([nameItem(hashText(query.operation))]);
  if (query.service !== '') items.push(itemsNamed('service.name', query.service));
  return items;
}

function fieldItems(key: string, value: string): Item[][] {
  switch (key) {
    case 'error':
      return parseBoolean(value) === true ? [[STATUS_ITEMS.error]] : [];
    case 'span.status':
      return [[STATUS_ITEMS[statusOf(value)]]];
    case 'span.kind':
      return [[KIND_ITEMS[kindOf(value)]]];
    case 'scope.name':
      return [[scopeNameItem(hashText(value))]];
    default:
      return [[scopeVersionItem(hashText(value))]];
  }
}

const statusOf = (text: string): StatusCode => STATUSES.get(text.toUpperCase()) ?? 'unset';
const kindOf = (text: string): SpanKind => KINDS.get(text.toUpperCase()) ?? 'unspecified';

export function spanMatches(span: Span, query: TraceQuery): boolean {
  if (query.service !== '' && query.service !== serviceName(span)) return false;
  if (query.operation !== '' && query.operation !== span.name) return false;
  if (span.startNano < query.startMinNano || span.startNano > query.startMaxNano) return false;
  const duration = durationNano(span);
  if (query.durationMinNano !== 0n && duration < query.durationMinNano) return false;
  if (query.durationMaxNano !== 0n && duration > query.durationMaxNano) return false;
  for (const [key, value] of query.attributes) {
    if (FIELDS.has(key) ? !fieldMatches(span, key, value) : !attributeMatches(span, key, value)) return false;
  }
  return true;
}

function fieldMatches(span: Span, key: string, value: string): boolean {
  switch (key) {
    case 'error': {
      const wanted = parseBoolean(value);
      return wanted !== undefined && wanted === (span.status.code === 'error');
    }
    case 'span.status':
      return span.status.code === statusOf(value);
    case 'span.kind':
      return span.kind === kindOf(value);
    case 'scope.name':
      return span.scope.name === value;
    default:
      return span.scope.version === value;
  }
}

function attributeMatches(span: Span, key: string, value: string): boolean {
  if (key.startsWith(RESOURCE_PREFIX)) {
    return holds(span.resource.attributes, key.slice(RESOURCE_PREFIX.length), value);
  }
  return (
    holds(span.attributes, key, value) ||
    holds(span.scope.attributes, key, value) ||
    holds(span.resource.attributes, key, value) ||
    span.events.some(event => holds(event.attributes, key, value)) ||
    span.links.some(link => holds(link.attributes, key, value))
  );
}

function holds(attributes: Attributes, key: string, value: string): boolean {
  const found = attributes[key];
  return found !== undefined && attributeText(found) === value;
}

/** What Go's strconv.ParseBool takes. */
export function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return undefined;
}
