// Jaeger's batches for tests, written by Apache's own Thrift library, in both encodings. Values say their type, so
// a test can also write what no client would: a field missing, of another type, or nested without end.

import thrift from 'thrift';
import type { Encoding } from './emit-batch.ts';

export type Value =
  | { text: string }
  | { bytes: Uint8Array }
  | { i32: number }
  | { i64: bigint }
  | { double: number }
  | { bool: boolean }
  | { struct: Fields }
  | { list: Value[] }
  | { map: [Value, Value][] };
export type Fields = Record<number, Value>;

const { Type, MessageType } = thrift.Thrift;
type Protocol = thrift.TBinaryProtocol | thrift.TCompactProtocol;

export const text = (value: string): Value => ({ text: value });
export const bytes = (value: Uint8Array): Value => ({ bytes: value });
export const i32 = (value: number): Value => ({ i32: value });
export const i64 = (value: bigint): Value => ({ i64: value });
export const double = (value: number): Value => ({ double: value });
export const bool = (value: boolean): Value => ({ bool: value });
export const struct = (value: Fields): Value => ({ struct: value });
export const list = (...value: Value[]): Value => ({ list: value });
export const map = (...value: [Value, Value][]): Value => ({ map: value });

export const textTag = (key: string, value: string): Value =>
  struct({ 1: text(key), 2: i32(0), 3: text(value) });
export const doubleTag = (key: string, value: number): Value =>
  struct({ 1: text(key), 2: i32(1), 4: double(value) });
export const boolTag = (key: string, value: boolean): Value =>
  struct({ 1: text(key), 2: i32(2), 5: bool(value) });
export const longTag = (key: string, value: bigint): Value =>
  struct({ 1: text(key), 2: i32(3), 6: i64(value) });
export const bytesTag = (key: string, value: Uint8Array): Value =>
  struct({ 1: text(key), 2: i32(4), 7: bytes(value) });

export const process = (name: string, ...tags: Value[]): Value => struct({ 1: text(name), 2: list(...tags) });

/** A span that lacks nothing; `more` replaces and adds fields by their numbers. */
export const spanFields = (more: Fields = {}): Fields => ({
  1: i64(0xa1n),
  2: i64(0xb2n),
  3: i64(0xc3n),
  4: i64(0n),
  5: text('place order'),
  7: i32(1),
  8: i64(1_700_000_000_000_000n),
  9: i64(1_500n),
  ...more,
});
export const span = (more: Fields = {}): Value => struct(spanFields(more));

export const reference = (childOf: boolean, low: bigint, high: bigint, spanId: bigint): Value =>
  struct({ 1: i32(childOf ? 0 : 1), 2: i64(low), 3: i64(high), 4: i64(spanId) });

export const batch = (spans: Value[], of: Value = process('shop')): Fields => ({ 1: of, 2: list(...spans) });

/** A struct alone: the body of a delivery over HTTP. */
export const written = (fields: Fields, encoding: Encoding = 'binary'): Uint8Array<ArrayBuffer> =>
  collected(encoding, protocol => writeStruct(protocol, fields));

/** The call of the agent: a datagram. */
export const datagram = (fields: Fields, encoding: Encoding, call = 'emitBatch'): Uint8Array<ArrayBuffer> =>
  collected(encoding, protocol => {
    protocol.writeMessageBegin(call, MessageType.ONEWAY, 7);
    writeStruct(protocol, { 1: struct(fields) });
    protocol.writeMessageEnd();
  });

function collected(encoding: Encoding, write: (protocol: Protocol) => void): Uint8Array<ArrayBuffer> {
  let sent = Buffer.alloc(0);
  const transport = new thrift.TBufferedTransport(undefined, message => {
    sent = Buffer.concat([sent, message ?? Buffer.alloc(0)]);
  });
  const protocol =
    encoding === 'binary' ? new thrift.TBinaryProtocol(transport) : new thrift.TCompactProtocol(transport);
  write(protocol);
  protocol.flush();
  return new Uint8Array(sent);
}

function writeStruct(protocol: Protocol, fields: Fields): void {
  protocol.writeStructBegin('');
  for (const [id, value] of Object.entries(fields)) {
    protocol.writeFieldBegin('', typeOf(value), Number(id));
    writeValue(protocol, value);
    protocol.writeFieldEnd();
  }
  protocol.writeFieldStop();
  protocol.writeStructEnd();
}

function typeOf(value: Value): thrift.Thrift.Type {
  if ('text' in value || 'bytes' in value) return Type.STRING;
  if ('i32' in value) return Type.I32;
  if ('i64' in value) return Type.I64;
  if ('double' in value) return Type.DOUBLE;
  if ('bool' in value) return Type.BOOL;
  if ('struct' in value) return Type.STRUCT;
  return 'map' in value ? Type.MAP : Type.LIST;
}

function writeValue(protocol: Protocol, value: Value): void {
  if ('text' in value) protocol.writeString(value.text);
  else if ('bytes' in value) protocol.writeBinary(Buffer.from(value.bytes));
  else if ('i32' in value) protocol.writeI32(value.i32);
  else if ('i64' in value) {
    const content = Buffer.alloc(8);
    content.writeBigInt64BE(BigInt.asIntN(64, value.i64));
    protocol.writeI64(new thrift.Int64(content));
  } else if ('double' in value) protocol.writeDouble(value.double);
  else if ('bool' in value) protocol.writeBool(value.bool);
  else if ('struct' in value) writeStruct(protocol, value.struct);
  else if ('map' in value) {
    const [first] = value.map;
    protocol.writeMapBegin(
      first ? typeOf(first[0]) : Type.STRING,
      first ? typeOf(first[1]) : Type.STRING,
      value.map.length,
    );
    for (const [key, inner] of value.map) {
      writeValue(protocol, key);
      writeValue(protocol, inner);
    }
    protocol.writeMapEnd();
  } else {
    const [first] = value.list;
    protocol.writeListBegin(first ? typeOf(first) : Type.STRUCT, value.list.length);
    for (const inner of value.list) writeValue(protocol, inner);
    protocol.writeListEnd();
  }
}
