// TCompactProtocol: variable widths. What comes to UDP port 6831, from most of Jaeger's old clients.

import { UnreadableBody } from '#trace-model/otlp.ts';
import { cutShort, DEEPEST, type ThriftReader, TYPE, tooDeep } from './thrift-reader.ts';

export const COMPACT_MAGIC = 0x82;
const VERSION = 1;
const TRUE = 1;
const FALSE = 2;

/** By the numbers of the compact encoding. */
const TYPES: readonly (number | undefined)[] = [
  TYPE.stop,
  TYPE.bool,
  TYPE.bool,
  TYPE.byte,
  TYPE.i16,
  TYPE.i32,
  TYPE.i64,
  TYPE.double,
  TYPE.string,
  TYPE.list,
  TYPE.set,
  TYPE.map,
  TYPE.struct,
  TYPE.uuid,
];

const typeOf = (compact: number): number => {
  const type = TYPES[compact];
  if (type === undefined)
    throw new UnreadableBody(`a field has the type ${compact}, which the compact encoding does not have`);
  return type;
};

export function compactReader(body: Uint8Array): ThriftReader {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.length);
  let at = 0;
  /** Field ids are written as the step from the one before, struct by struct. */
  const before: number[] = [];
  let lastId = 0;
  /** A field that is a bool has its value in its head. */
  let held: boolean | undefined;

  const take = (count: number): number => {
    if (count > buffer.length - at) throw cutShort(buffer.length);
    const from = at;
    at += count;
    return from;
  };
  const byte = (): number => buffer[take(1)] ?? 0;

  const varint32 = (): number => {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const part = byte();
      result |= (part & 0x7f) << shift;
      if (part < 0x80) return result >>> 0;
    }
    throw new UnreadableBody('a number is longer than 5 bytes');
  };
  const varint64 = (): bigint => {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const part = byte();
      low |= (part & 0x7f) << shift;
      if (part < 0x80) return BigInt(low);
    }
    let result = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const part = byte();
      result |= BigInt(part & 0x7f) << shift;
      if (part < 0x80) return result;
    }
    throw new UnreadableBody('a number is longer than 10 bytes');
  };
  /** 0, -1, 1, -2 … are written as 0, 1, 2, 3 … */
  const i32 = (): number => {
    const coded = varint32();
    return (coded >>> 1) ^ -(coded & 1);
  };
  const length = (): number => {
    const count = varint32();
    if (count > buffer.length - at) throw cutShort(buffer.length);
    return count;
  };
  const text = (): string => {
    const count = length();
    const from = take(count);
    return buffer.toString('utf8', from, from + count);
  };
  /** Any entry takes a byte at least. */
  const checked = (size: number): number => {
    if (size > buffer.length - at)
      throw new UnreadableBody(`a list promises ${size} entries, and ${buffer.length - at} bytes are left`);
    return size;
  };

  const reader: ThriftReader = {
    fieldId: 0,
    fieldType: TYPE.stop,
    nextField() {
      const head = byte();
      if (head === TYPE.stop) {
        reader.fieldType = TYPE.stop;
        return false;
      }
      const compact = head & 0x0f;
      const step = head >> 4;
      reader.fieldType = typeOf(compact);
      lastId = step === 0 ? i32() : lastId + step;
      reader.fieldId = lastId;
      held = reader.fieldType === TYPE.bool ? compact === TRUE : undefined;
      return true;
    },
    enterStruct() {
      before.push(lastId);
      lastId = 0;
      if (before.length > DEEPEST) throw tooDeep();
    },
    leaveStruct() {
      lastId = before.pop() ?? 0;
    },
    bool: () => {
      if (held !== undefined) {
        const value = held;
        held = undefined;
        return value;
      }
      const value = byte();
      if (value > FALSE) throw new UnreadableBody(`a bool is ${value}`);
      return value === TRUE;
    },
    byte,
    i16: i32,
    i32,
    u64: () => {
      const coded = varint64();
      return BigInt.asUintN(64, (coded >> 1n) ^ -(coded & 1n));
    },
    double: () => buffer.readDoubleLE(take(8)),
    bytes: () => {
      const count = length();
      const from = take(count);
      return new Uint8Array(buffer.subarray(from, from + count));
    },
    text,
    list: () => {
      const head = byte();
      const short = head >> 4;
      const type = typeOf(head & 0x0f);
      return { type, size: checked(short === 15 ? varint32() : short) };
    },
    map: () => {
      const size = checked(varint32());
      if (size === 0) return { keyType: TYPE.stop, valueType: TYPE.stop, size };
      const types = byte();
      return { keyType: typeOf(types >> 4), valueType: typeOf(types & 0x0f), size };
    },
    pass: take,
    message: () => {
      if (byte() !== COMPACT_MAGIC || (byte() & 0x1f) !== VERSION)
        throw new UnreadableBody('it is no Thrift message in the compact encoding');
      varint32();
      return { name: text() };
    },
  };
  return reader;
}
