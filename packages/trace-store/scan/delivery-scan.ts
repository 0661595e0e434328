// One pass over a delivery as it came: which traces are in it, how long they took, what a search may find in them.
// Nothing is decoded, which is why it takes a third of the time that decoding takes. What it can't vouch for
// (a broken body, an order of fields no SDK writes, a span without ids) it leaves to those who read with care.

import { SPAN_KINDS, STATUS_CODES } from '#trace-model/span.ts';
import {
  hashBytes,
  hashText,
  type Item,
  KIND_ITEMS,
  nameItem,
  STATUS_ITEMS,
  scopeNameItem,
  scopeVersionItem,
} from './attribute-items.ts';
import { forgetService, scanAttribute, serviceFrom, serviceTo } from './scan-attributes.ts';
import { noteSpan, openScan, type Scan, sealScan } from './scan-result.ts';
import { push, type Words, words } from './scratch.ts';
import { after, endAt, skipped, unsure, varintAt } from './wire.ts';

const EMPTY = hashText('');
const KINDS: readonly Item[] = SPAN_KINDS.map(kind => KIND_ITEMS[kind]);
const STATUSES: readonly Item[] = STATUS_CODES.map(code => STATUS_ITEMS[code]);

/** Hears of spans by service, name and kind; the two numbers are all that is needed to know whether it is news. */
export type OperationListener = {
  isKnown(hash: number, check: number): boolean;
  add(service: string, name: string, kind: number): void;
};

const decoder = new TextDecoder();
const text = (view: DataView, from: number, to: number): string =>
  decoder.decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from));

/** The items of the resource and scope that hold for the span being read, and of the span. */
const shared: Words = words(256);
const own: Words = words(1024);
let operations: OperationListener;
/** Scopes so far: while it stays, `shared` does. */
let scopes = 0;
let service = 0;
let serviceStart = 0;
let serviceEnd = 0;

/** Undefined when the body has to be read with care. What is answered holds until the next call. */
export function scanDelivery(body: Uint8Array, listener: OperationListener): Scan | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  operations = listener;
  openScan(view);
  try {
    let at = 0;
    while (at < body.length) {
      const tag = varintAt(view, at);
      at = after;
      if (tag === 0x0a) {
        const end = endAt(view, at, body.length);
        scanResource(view, after, end);
        at = end;
      } else at = skipped(view, at, tag, body.length);
    }
    if (at !== body.length) return undefined;
  } catch (error) {
    if (error === unsure || error instanceof RangeError) return undefined;
    throw error;
  }
  return sealScan();
}

function scanResource(view: DataView, from: number, end: number): void {
  let at = from;
  let open = true;
  shared.count = 0;
  service = EMPTY;
  serviceStart = 0;
  serviceEnd = 0;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x0a || tag === 0x12 || tag === 0x1a) {
      const to = endAt(view, at, end);
      if (tag === 0x0a) {
        // a resource after its spans, or a second one
        if (!open) throw unsure;
        open = false;
        readResource(view, after, to);
      } else if (tag === 0x12) {
        open = false;
        scanScope(view, after, to);
      }
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
}

function readResource(view: DataView, from: number, end: number): void {
  let at = from;
  forgetService();
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x0a) {
      const to = endAt(view, at, end);
      scanAttribute(view, after, to, shared);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  serviceStart = serviceFrom;
  serviceEnd = serviceTo;
  if (serviceEnd > serviceStart) service = hashBytes(view, serviceStart, serviceEnd);
}

function scanScope(view: DataView, from: number, end: number): void {
  let at = from;
  const ofResource = shared.count;
  let open = true;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x12) {
      if (open) {
        open = false;
        if (shared.count === ofResource) readScope(view, 0, 0);
      }
      const to = endAt(view, at, end);
      scanSpan(view, after, to);
      at = to;
    } else if (tag === 0x0a) {
      if (!open || shared.count > ofResource) throw unsure;
      const to = endAt(view, at, end);
      readScope(view, after, to);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  shared.count = ofResource;
}

function readScope(view: DataView, from: number, end: number): void {
  let at = from;
  let name = EMPTY;
  let version = EMPTY;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x0a || tag === 0x12 || tag === 0x1a) {
      const to = endAt(view, at, end);
      if (tag === 0x0a) name = hashBytes(view, after, to);
      else if (tag === 0x12) version = hashBytes(view, after, to);
      else scanAttribute(view, after, to, shared);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  scopes++;
  push(shared, scopeNameItem(name));
  push(shared, scopeVersionItem(version));
}

function scanSpan(view: DataView, from: number, end: number): void {
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
  noteSpan(traceAt, startAt, endsAt, own, shared, scopes);
  if (serviceEnd > serviceStart) {
    const hash = (Math.imul(service, 31) ^ name) + kind;
    const check = Math.imul(service ^ Math.imul(name, 0x9e3779b1), 0x85ebca6b) ^ kind;
    if (!operations.isKnown(hash, check))
      operations.add(text(view, serviceStart, serviceEnd), text(view, nameFrom, nameTo), kind);
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
