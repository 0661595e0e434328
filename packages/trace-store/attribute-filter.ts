// Which attributes may be in a delivery, as a Bloom filter. It says "surely not" for all but 1 in 100 of
// what is not there, so a search reads few traces it does not want, and taking a span in costs 0.6 µs where
// an index in SQLite would cost 20.

import type {
  Attributes,
  AttributeValue,
  Resource,
  Scope,
  Span,
  SpanKind,
  StatusCode,
} from '#trace-model/span.ts';
import { attributeText } from './attribute-text.ts';

export type Filter = Uint32Array;
/** The hash of one key and value. */
export type Item = number;

/** With two bits an item, 16 bits of room make 1 false answer in about 70. */
const BITS_PER_ITEM = 16;
/** Beyond this, values are told apart by their length alone. */
const LONGEST_HASHED = 256;

export function itemOf(key: string, value: string): Item {
  let hash = 0x811c9dc5 ^ value.length;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= 0x5bd1e995;
  const end = Math.min(value.length, LONGEST_HASHED);
  for (let i = 0; i < end; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
}

/** What is searched for like attributes; no attribute has these keys. */
export const nameItem = (name: string): Item => itemOf('\0name', name);
export const statusItem = (code: StatusCode): Item => STATUS_ITEMS[code];
export const kindItem = (kind: SpanKind): Item => KIND_ITEMS[kind];
export const scopeNameItem = (name: string): Item => itemOf('\0scope', name);
export const scopeVersionItem = (version: string): Item => itemOf('\0scope version', version);

const statusNamed = (code: StatusCode): Item => itemOf('\0status', code);
const STATUS_ITEMS: Record<StatusCode, Item> = {
  unset: statusNamed('unset'),
  ok: statusNamed('ok'),
  error: statusNamed('error'),
};
const kindNamed = (kind: SpanKind): Item => itemOf('\0kind', kind);
const KIND_ITEMS: Record<SpanKind, Item> = {
  unspecified: kindNamed('unspecified'),
  internal: kindNamed('internal'),
  server: kindNamed('server'),
  client: kindNamed('client'),
  producer: kindNamed('producer'),
  consumer: kindNamed('consumer'),
};

export function filterOf(spans: readonly Span[]): Filter {
  const items: Item[] = [];
  let resource: Resource | undefined;
  let scope: Scope | undefined;
  for (const span of spans) {
    if (span.resource !== resource) {
      resource = span.resource;
      addItems(resource.attributes, items);
    }
    if (span.scope !== scope) {
      scope = span.scope;
      items.push(scopeNameItem(scope.name), scopeVersionItem(scope.version));
      addItems(scope.attributes, items);
    }
    items.push(nameItem(span.name), statusItem(span.status.code), kindItem(span.kind));
    addItems(span.attributes, items);
    for (const event of span.events) addItems(event.attributes, items);
    for (const link of span.links) addItems(link.attributes, items);
  }
  let words = 1;
  while (words * 32 < items.length * BITS_PER_ITEM) words *= 2;
  const filter = new Uint32Array(words);
  for (const item of items) {
    setBit(filter, item);
    setBit(filter, second(item));
  }
  return filter;
}

export const mayHold = (filter: Filter, item: Item): boolean =>
  hasBit(filter, item) && hasBit(filter, second(item));

function addItems(attributes: Attributes, items: Item[]): void {
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) items.push(knownItem(key, value));
  }
}

/**
 * The same keys meet the same values again and again: methods, routes, hosts, codes. Looking a hash up costs
 * a third of making it. What is new with every span, such as an id, only passes through.
 */
const known = new Map<string, Map<string | number | boolean, Item>>();
const MOST_KEYS = 500;
const MOST_VALUES = 500;

function knownItem(key: string, value: AttributeValue): Item {
  const simple = simpleValue(value);
  if (simple === undefined) return itemOf(key, attributeText(value));
  let values = known.get(key);
  if (values === undefined) {
    if (known.size >= MOST_KEYS) known.clear();
    values = new Map();
    known.set(key, values);
  }
  let item = values.get(simple);
  if (item === undefined) {
    item = itemOf(key, attributeText(value));
    if (values.size >= MOST_VALUES) values.clear();
    values.set(simple, item);
  }
  return item;
}

/** What a Map can find; a string and a number that read the same have the same item. */
function simpleValue(value: AttributeValue): string | number | boolean | undefined {
  switch (value.type) {
    case 'string':
      return value.value.length <= LONGEST_HASHED ? value.value : undefined;
    case 'int': {
      const number = Number(value.value);
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case 'bool':
      return value.value;
    default:
      return undefined;
  }
}

const second = (item: Item): number => (Math.imul(item, 0x9e3779b1) ^ (item >>> 16)) >>> 0;

// The number of words is a power of two, so masking stands for the remainder.
function setBit(filter: Filter, bit: number): void {
  const word = (bit >>> 5) & (filter.length - 1);
  filter[word] = (filter[word] ?? 0) | (1 << (bit & 31));
}

function hasBit(filter: Filter, bit: number): boolean {
  return ((filter[(bit >>> 5) & (filter.length - 1)] ?? 0) & (1 << (bit & 31))) !== 0;
}
