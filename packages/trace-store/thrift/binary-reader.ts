// TBinaryProtocol: fixed widths, big-endian. The body of a delivery over HTTP, and what comes to UDP port 6832.

import { UnreadableBody } from '#trace-model/otlp.ts';
import { cutShort, DEEPEST, type ThriftReader, TYPE, tooDeep } from './thrift-reader.ts';

const VERSION_MASK = 0xffff0000;
const VERSION_1 = 0x80010000;

/** How little a value of a type can take: a list that promises more than the rest of the body holds is a lie. */
const LEAST_BYTES = new Map<number, number>([
  [TYPE.bool, 1],
  [TYPE.byte, 1],
  [TYPE.double, 8],
  [TYPE.i16, 2],
  [TYPE.i32, 4],
  [TYPE.i64, 8],
  [TYPE.string, 4],
  [TYPE.struct, 1],
  [TYPE.map, 6],
  [TYPE.set, 5],
  [TYPE.list, 5],
  [TYPE.uuid, 16],
]);

export function binaryReader(body: Uint8Array): ThriftReader {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.length);
  let at = 0;
  let depth = 0;

  const take = (count: number): number => {
    if (count > buffer.length - at) throw cutShort(buffer.length);
    const from = at;
    at += count;
    return from;
  };
  const byte = (): number => buffer[take(1)] ?? 0;
  const i32 = (): number => buffer.readInt32BE(take(4));
  const length = (): number => {
    const count = i32();
    if (count < 0) throw new UnreadableBody(`a length is ${count}`);
    return count;
  };
  const text = (): string => {
    const count = length();
    const from = take(count);
    return buffer.toString('utf8', from, from + count);
  };
  const sizeOf = (...types: number[]): number => {
    const size = length();
    let least = 0;
    for (const type of types) least += LEAST_BYTES.get(type) ?? 0;
    if (size > 0 && least === 0)
      throw new UnreadableBody(`a list is of type ${types[0]}, which Thrift does not have`);
    if (size * least > buffer.length - at)
      throw new UnreadableBody(`a list promises ${size} entries, and ${buffer.length - at} bytes are left`);
    return size;
  };

  const reader: ThriftReader = {
    fieldId: 0,
    fieldType: TYPE.stop,
    nextField() {
      reader.fieldType = byte();
      if (reader.fieldType === TYPE.stop) return false;
      reader.fieldId = buffer.readInt16BE(take(2));
      return true;
    },
    enterStruct() {
      depth++;
      if (depth > DEEPEST) throw tooDeep();
    },
    leaveStruct() {
      depth--;
    },
    bool: () => byte() !== 0,
    byte,
    i16: () => buffer.readInt16BE(take(2)),
    i32,
    u64: () => buffer.readBigUInt64BE(take(8)),
    double: () => buffer.readDoubleBE(take(8)),
    bytes: () => {
      const count = length();
      const from = take(count);
      return new Uint8Array(buffer.subarray(from, from + count));
    },
    text,
    list: () => {
      const type = byte();
      return { type, size: sizeOf(type) };
    },
    map: () => {
      const keyType = byte();
      const valueType = byte();
      return { keyType, valueType, size: sizeOf(keyType, valueType) };
    },
    pass: take,
    message: () => {
      const first = i32();
      let name: string;
      if (first < 0) {
        if ((first & VERSION_MASK) >>> 0 !== VERSION_1)
          throw new UnreadableBody('it is no Thrift message in the binary encoding');
        name = text();
      } else {
        // messages of old had no version: the length of the name comes first, and the kind after it
        if (first > buffer.length - at)
          throw new UnreadableBody('it is no Thrift message in the binary encoding');
        const from = take(first);
        name = buffer.toString('utf8', from, from + first);
        take(1);
      }
      i32();
      return { name };
    },
  };
  return reader;
}
