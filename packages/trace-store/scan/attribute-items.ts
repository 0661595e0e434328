// What a chunk's filter holds: a hash for each attribute and each name in it, made from the bytes as they came.
// A search starts from text, and the text of an int, a double and a string may be the same: it asks for each
// spelling (`itemsNamed`). Arrays and maps are known by their key alone.

import type { SpanKind, StatusCode } from '#trace-model/span.ts';

/** The hash of one key and value. */
export type Item = number;

/** Values longer than this are told apart by their beginning. */
const LONGEST_HASHED = 256;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Four bytes a step: a third of the time that one byte a step takes. */
export function hashBytes(view: DataView, from: number, to: number): number {
  const end = to - from > LONGEST_HASHED ? from + LONGEST_HASHED : to;
  let hash = 0x811c9dc5 ^ (to - from > LONGEST_HASHED ? -1 : to - from);
  let at = from;
  let bits = 0;
  for (; at + 4 <= end; at += 4) {
    const word = view.getInt32(at, true);
    bits |= word;
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at++) {
    const byte = view.getUint8(at);
    bits |= byte;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  if ((bits & 0x80808080) !== 0) return hashOddBytes(view, from, to);
  hash = Math.imul(hash ^ (hash >>> 13), 0x2c1b3c6d);
  return hash ^ (hash >>> 16);
}

/** Text beyond ASCII is hashed as it reads: bytes that are no UTF-8 read as "�", and can be searched as that. */
function hashOddBytes(view: DataView, from: number, to: number): number {
  const text = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from));
  const bytes = encoder.encode(text);
  // a byte order mark is not read
  if (bytes.length === text.length) return hashText(text);
  const end = Math.min(bytes.length, LONGEST_HASHED);
  let hash = 0x6a09e667 ^ (bytes.length > LONGEST_HASHED ? -1 : bytes.length);
  for (let at = 0; at < end; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

export function hashText(text: string): number {
  const bytes = encoder.encode(text);
  return hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}

const mixed = (a: number, b: number): number => {
  let hash = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

export const stringItem = (key: number, value: number): Item => mixed(key, value);
export const boolItem = (key: number, value: boolean): Item => mixed(key ^ 0x1b873593, value ? 1 : 2);
export const intItem = (key: number, low: number, high: number): Item =>
  mixed(key ^ 0x52dce729, low ^ Math.imul(high, 0x9e3779b1));
/** Not a number is one value, whichever bits it has, and -0 reads as 0. */
export const doubleItem = (key: number, low: number, high: number): Item => {
  if ((high & 0x7ff00000) === 0x7ff00000 && ((high & 0xfffff) | low) !== 0) return mixed(key ^ 0x38495ab5, 1);
  const unsigned = low === 0 && high === -0x80000000 ? 0 : high;
  return mixed(key ^ 0x0bcf1e77, low ^ Math.imul(unsigned, 0x9e3779b1));
};
/** Arrays, maps, bytes, and what has no value. */
export const otherItem = (key: number): Item => mixed(key, 0x7feb352d);

/** What is searched for like attributes; no attribute has these keys. */
const hashOfPlace = (place: string): number => hashText(`\0${place}`);
const NAME = hashOfPlace('name');
const SCOPE_NAME = hashOfPlace('scope');
const SCOPE_VERSION = hashOfPlace('scope version');

export const nameItem = (value: number): Item => stringItem(NAME, value);
export const scopeNameItem = (value: number): Item => stringItem(SCOPE_NAME, value);
export const scopeVersionItem = (value: number): Item => stringItem(SCOPE_VERSION, value);

const statusNamed = (code: StatusCode): Item => stringItem(hashOfPlace('status'), hashText(code));
export const STATUS_ITEMS: Record<StatusCode, Item> = {
  unset: statusNamed('unset'),
  ok: statusNamed('ok'),
  error: statusNamed('error'),
};
const kindNamed = (kind: SpanKind): Item => stringItem(hashOfPlace('kind'), hashText(kind));
export const KIND_ITEMS: Record<SpanKind, Item> = {
  unspecified: kindNamed('unspecified'),
  internal: kindNamed('internal'),
  server: kindNamed('server'),
  client: kindNamed('client'),
  producer: kindNamed('producer'),
  consumer: kindNamed('consumer'),
};

const WHOLE_NUMBER = /^-?\d{1,19}$/;
const words = new DataView(new ArrayBuffer(8));

/** Every item under which an attribute may be kept whose text is this (`attributeText`). */
export function itemsNamed(key: string, text: string): Item[] {
  const name = hashText(key);
  const items = [stringItem(name, hashText(text)), otherItem(name)];
  if (text === 'true' || text === 'false') items.push(boolItem(name, text === 'true'));
  if (WHOLE_NUMBER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) {
    words.setBigInt64(0, BigInt(text), true);
    items.push(intItem(name, words.getInt32(0, true), words.getInt32(4, true)));
  }
  const number = Number(text);
  if (String(number) === text) {
    words.setFloat64(0, number, true);
    items.push(doubleItem(name, words.getInt32(0, true), words.getInt32(4, true)));
  }
  return items;
}
