// One pass over a delivery as it came: which traces are in it, how long they took, what a search may find in them.
// Nothing is decoded, which is why it takes a third of the time that decoding takes. What it can't vouch for
// (a broken body, an order of fields no SDK writes, a span without ids) it leaves to those who read with care.

import { hashBytes, hashText, scopeNameItem, scopeVersionItem } from './attribute-items.ts';
import { forgetService, scanAttribute, serviceFrom, serviceTo } from './scan-attributes.ts';
import { openScan, type Scan, sealScan } from './scan-result.ts';
import { around, type OperationListener, scanSpan } from './scan-span.ts';
import { push } from './scratch.ts';
import { after, endAt, skipped, unsure, varintAt } from './wire.ts';

const EMPTY = hashText('');

/** Undefined when the body has to be read with care. What is answered holds until the next call. */
export function scanDelivery(body: Uint8Array, listener: OperationListener): Scan | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  around.operations = listener;
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
  around.shared.count = 0;
  around.service = EMPTY;
  around.serviceStart = 0;
  around.serviceEnd = 0;
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
      scanAttribute(view, after, to, around.shared);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  around.serviceStart = serviceFrom;
  around.serviceEnd = serviceTo;
  if (around.serviceEnd > around.serviceStart)
    around.service = hashBytes(view, around.serviceStart, around.serviceEnd);
}

function scanScope(view: DataView, from: number, end: number): void {
  let at = from;
  const ofResource = around.shared.count;
  let open = true;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x12) {
      if (open) {
        open = false;
        if (around.shared.count === ofResource) readScope(view, 0, 0);
      }
      const to = endAt(view, at, end);
      scanSpan(view, after, to);
      at = to;
    } else if (tag === 0x0a) {
      if (!open || around.shared.count > ofResource) throw unsure;
      const to = endAt(view, at, end);
      readScope(view, after, to);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  around.shared.count = ofResource;
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
      else scanAttribute(view, after, to, around.shared);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  around.scopes++;
  push(around.shared, scopeNameItem(name));
  push(around.shared, scopeVersionItem(version));
}
