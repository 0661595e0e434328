// One span of a delivery: its items, its times, and what it is called.

import { SPAN_KINDS, STATUS_CODES } from '#trace-model/span.ts';
import { hashBytes, hashText, type Item, KIND_ITEMS, nameItem, STATUS_ITEMS } from './attribute-items.ts';
import { scanAttribute } from './scan-attributes.ts';
import { noteSpan } from './scan-result.ts';
import { push, type Words, words } from './scratch.ts';
import { after, endAt, skipped, unsure, varintAt } from './wire.ts';

/** Hears of spans by service, name and kind; the two numbers are all that is needed to know whether it is news. */
export type OperationListener = {
  isKnown(hash: number, check: number): boolean;
  add(operation: { service: string; name: string; kind: number; hash: number; check: number }): void;
};

const EMPTY = hashText('');
const KINDS: readonly Item[] = SPAN_KINDS.map(kind => KIND_ITEMS[kind]);
const STATUSES: readonly Item[] = STATUS_CODES.map(code => STATUS_ITEMS[code]);

/** What holds for the span being read: the items of its resource and scope, and where its service's name stands. */
type Around = {
  shared: Words;
  /** Scopes so far: while it stays, `shared` does. */
  scopes: number;
  service: number;
  serviceStart: number;
  serviceEnd: number;
  operations: OperationListener;
};
export const around: Around = {
  shared: words(256),
  scopes: 0,
  service: EMPTY,
  serviceStart: 0,
  serviceEnd: 0,
  operations: { isKnown: () => true, add: () => undefined },
};
const own: Words = words(1024);

const decoder = new TextDecoder();
const text = (view: DataView, from: number, to: number): string =>
  decoder.decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from));

export function scanSpan(view: DataView, from: number, end: number): void {
  let at = from;
  let traceAt = 0;
  let hasId = false;
  let name = EMPTY;
  let nameFrom = 0;
  let nameTo = 0;
  let kind = 0;
  let status = 0;
  let startAt = 0;
  let endsAt = 0;
  own.count = 0;
  while (at < end) {
    let tag = view.getUint8(at++);
    if (tag >= 0x80) {
      tag = varintAt(view, at - 1);
      at = after;
    }
    switch (tag) {
      case 0x4a: {
        const to = endAt(view, at, end);
        scanAttribute(view, after, to, own);
        at = to;
        break;
      }
      case 0x0a:
        if (traceAt !== 0 || view.getUint8(at) !== 16) throw unsure;
        traceAt = at + 1;
        at += 17;
        break;
      case 0x12:
        if (view.getUint8(at) !== 8) throw unsure;
        hasId = (view.getInt32(at + 1, true) | view.getInt32(at + 5, true)) !== 0;
        at += 9;
        break;
      case 0x22: {
        const size = view.getUint8(at);
        if (size !== 0 && size !== 8) throw unsure;
        at += 1 + size;
        break;
      }
      case 0x2a:
        nameTo = endAt(view, at, end);
        nameFrom = after;
        name = hashBytes(view, nameFrom, nameTo);
        at = nameTo;
        break;
      case 0x30:
        kind = varintAt(view, at);
        at = after;
        break;
      case 0x39:
        startAt = at;
        at += 8;
        break;
      case 0x41:
        endsAt = at;
        at += 8;
        break;
      case 0x5a:
      case 0x6a: {
        const to = endAt(view, at, end);
        scanEventOrLink(view, after, to, tag === 0x6a);
        at = to;
        break;
      }
      case 0x7a: {
        const to = endAt(view, at, end);
        status = statusAt(view, after, to);
        at = to;
        break;
      }
      default:
        at = skipped(view, at, tag, end);
    }
  }
  if (at !== end || traceAt === 0 || !hasId) throw unsure;
  if (kind >= KINDS.length) kind = 0;
  push(own, nameItem(name));
  push(own, KINDS[kind] ?? 0);
  push(own, STATUSES[status] ?? STATUSES[0] ?? 0);
  noteSpan(traceAt, startAt, endsAt, own, around.shared, around.scopes);
  if (around.serviceEnd > around.serviceStart) {
    const hash = (Math.imul(around.service, 31) ^ name) + kind;
    const check = Math.imul(around.service ^ Math.imul(name, 0x9e3779b1), 0x85ebca6b) ^ kind;
    if (!around.operations.isKnown(hash, check)) {
      const service = text(view, around.serviceStart, around.serviceEnd);
      around.operations.add({ service, name: text(view, nameFrom, nameTo), kind, hash, check });
    }
  }
}

/** An event's attributes are in field 3, a link's in field 4, and a link has ids. */
function scanEventOrLink(view: DataView, from: number, end: number, isLink: boolean): void {
  const attribute = isLink ? 0x22 : 0x1a;
  let at = from;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === attribute) {
      const to = endAt(view, at, end);
      scanAttribute(view, after, to, own);
      at = to;
    } else if (isLink && (tag === 0x0a || tag === 0x12)) {
      const size = view.getUint8(at);
      if (size !== 0 && size !== (tag === 0x0a ? 16 : 8)) throw unsure;
      at += 1 + size;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
}

function statusAt(view: DataView, from: number, end: number): number {
  let at = from;
  let code = 0;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x18) {
      code = varintAt(view, at);
      at = after;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  return code;
}
