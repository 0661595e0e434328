// The two small protobuf messages a receiver writes.

const EMPTY = new Uint8Array(0);

/** ExportTraceServiceResponse; all well is no bytes at all. */
export function partialSuccess(rejected: number, why: string): Uint8Array {
  if (rejected === 0) return EMPTY;
  return field(1, Buffer.concat([Buffer.from([0x08]), varint(rejected), field(2, Buffer.from(why))]));
}

/** google.rpc.Status */
export const protobufStatus = (code: number, message: string): Uint8Array =>
  Buffer.concat([Buffer.from([0x08]), varint(code), field(2, Buffer.from(message))]);

const field = (number: number, content: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
