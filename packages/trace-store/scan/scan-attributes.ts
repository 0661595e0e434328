// The attributes of a body, hashed where they stand (attribute-items.ts). As strict as otlp-protobuf.ts.

import {
  boolItem,
  doubleItem,
  hashBytes,
  hashText,
  intItem,
  otherItem,
  stringItem,
} from './attribute-items.ts';
import { push, type Words } from './scratch.ts';
import { after, endAt, high, low, readInt64, skipped, unsure, varintAt } from './wire.ts';

/** Deeper than this otlp-protobuf.ts does not read either. */
const DEEPEST_VALUE = 64;
const SERVICE_NAME = hashText('service.name');

/** Where the value of the `service.name` stands that was seen last: a resource's comes first in its body. */
export let serviceFrom = 0;
export let serviceTo = 0;
export function forgetService(): void {
  serviceFrom = 0;
  serviceTo = 0;
}

/** A KeyValue from `from` to `end`. */
export function scanAttribute(view: DataView, from: number, end: number, items: Words): void {
  let at = from;
  let key = EMPTY;
  let valueFrom = 0;
  let valueTo = 0;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x0a) {
      const to = endAt(view, at, end);
      // the value is hashed with the key, so the key has to stand before it, and once
      if (valueTo !== 0 || key !== EMPTY) throw unsure;
      key = hashBytes(view, after, to);
      at = to;
    } else if (tag === 0x12) {
      if (valueTo !== 0) throw unsure;
      valueTo = endAt(view, at, end);
      valueFrom = after;
      at = valueTo;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
  push(items, valueItem(view, valueFrom, valueTo, key));
}

const EMPTY = hashText('');

function valueItem(view: DataView, from: number, end: number, key: number): number {
  let at = from;
  let item = otherItem(key);
  let values = 0;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    switch (tag) {
      case 0x0a: {
        const to = endAt(view, at, end);
        if (key === SERVICE_NAME) {
          serviceFrom = after;
          serviceTo = to;
        }
        item = stringItem(key, hashBytes(view, after, to));
        at = to;
        break;
      }
      case 0x10:
        item = boolItem(key, varintAt(view, at) !== 0);
        at = after;
        break;
      case 0x18:
        readInt64(view, at);
        item = intItem(key, low, high);
        at = after;
        break;
      case 0x21:
        item = doubleItem(key, view.getInt32(at, true), view.getInt32(at + 4, true));
        at += 8;
        break;
      case 0x2a:
      case 0x32: {
        const to = endAt(view, at, end);
        checkValues(view, after, to, tag === 0x32, 1);
        item = otherItem(key);
        at = to;
        break;
      }
      case 0x3a:
        at = endAt(view, at, end);
        item = otherItem(key);
        break;
      default:
        at = skipped(view, at, tag, end);
        continue;
    }
    values++;
  }
  // of two values in one attribute the last counts: rare enough to be read with care
  if (at !== end || values > 1) throw unsure;
  return item;
}

/** An array's or a map's values: only whether they can be read. */
function checkValues(view: DataView, from: number, end: number, isMap: boolean, depth: number): void {
  if (depth > DEEPEST_VALUE) throw unsure;
  let at = from;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x0a) {
      const to = endAt(view, at, end);
      if (isMap) checkPair(view, after, to, depth);
      else checkValue(view, after, to, depth);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
}

function checkPair(view: DataView, from: number, end: number, depth: number): void {
  let at = from;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x12) {
      const to = endAt(view, at, end);
      checkValue(view, after, to, depth);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
}

function checkValue(view: DataView, from: number, end: number, depth: number): void {
  let at = from;
  while (at < end) {
    const tag = varintAt(view, at);
    at = after;
    if (tag === 0x2a || tag === 0x32) {
      const to = endAt(view, at, end);
      checkValues(view, after, to, tag === 0x32, depth + 1);
      at = to;
    } else at = skipped(view, at, tag, end);
  }
  if (at !== end) throw unsure;
}
