// Apache Thrift, as far as Jaeger's old clients need it. Two encodings of the same thing: both hand out fields
// by number and type, and every read is checked against what is there. What comes over the wire is not ours.

import { UnreadableBody } from '#trace-model/otlp.ts';

/** The types as Thrift numbers them. The compact encoding has numbers of its own and is translated to these. */
export const TYPE = {
  stop: 0,
  bool: 2,
  byte: 3,
  double: 4,
  i16: 6,
  i32: 8,
  i64: 10,
  string: 11,
  struct: 12,
  map: 13,
  set: 14,
  list: 15,
  uuid: 16,
} as const;

export type ThriftReader = {
  /** Of the field that `nextField` found. */
  fieldId: number;
  fieldType: number;
  /** Moves to the next field of the struct; false at its end. */
  nextField(): boolean;
  enterStruct(): void;
  leaveStruct(): void;
  bool(): boolean;
  byte(): number;
  i16(): number;
  i32(): number;
  /** Unsigned: ids and times are bit patterns here. `BigInt.asIntN(64, …)` where the sign counts. */
  u64(): bigint;
  double(): number;
  /** A copy: the body is let go, the value lives on. */
  bytes(): Uint8Array;
  text(): string;
  /** Of a list or a set. A size that the rest of the body can't hold is refused, so no array grows on a promise. */
  list(): { type: number; size: number };
  map(): { keyType: number; valueType: number; size: number };
  /** `count` bytes that nobody looks at. */
  pass(count: number): void;
  /** A message around the struct: which call it is. */
  message(): { name: string };
};

/** The limit of Thrift's own libraries. Deeper is made to exhaust the stack. */
export const DEEPEST = 64;

export const cutShort = (length: number): UnreadableBody =>
  new UnreadableBody(`it ends in the middle of a field (${length} bytes in all)`);

export const tooDeep = (): UnreadableBody =>
  new UnreadableBody(`structs and lists are nested more than ${DEEPEST} deep`);

/** What is known of a struct: the types of its fields by their numbers, and which of them must be there. */
export type Shape = {
  what: string;
  types: readonly (number | undefined)[];
  required: readonly { id: number; name: string }[];
};

/** The number of the next field the shape knows, or 0 at the end. Others, and those of another type, are read past. */
function nextOf(reader: ThriftReader, { types }: Shape): number {
  while (reader.nextField()) {
    if (types[reader.fieldId] === reader.fieldType) return reader.fieldId;
    skip(reader, reader.fieldType, 0);
  }
  return 0;
}

/** Reads a struct; `take` reads the field of that number. */
export function readStruct(reader: ThriftReader, shape: Shape, take: (id: number) => void): void {
  let seen = 0;
  reader.enterStruct();
  for (let id = nextOf(reader, shape); id !== 0; id = nextOf(reader, shape)) {
    seen |= 1 << id;
    take(id);
  }
  reader.leaveStruct();
  for (const { id, name } of shape.required)
    if ((seen & (1 << id)) === 0) throw new UnreadableBody(`${shape.what} has no ${name} (field ${id})`);
}

export function readStructs<One>(reader: ThriftReader, read: (reader: ThriftReader) => One): One[] {
  const { type, size } = reader.list();
  if (size > 0 && type !== TYPE.struct)
    throw new UnreadableBody(`a list of structs holds entries of the type ${type}`);
  const found: One[] = [];
  for (let i = 0; i < size; i++) found.push(read(reader));
  return found;
}

function skip(reader: ThriftReader, type: number, depth: number): void {
  if (depth > DEEPEST) throw tooDeep();
  switch (type) {
    case TYPE.bool:
      reader.bool();
      return;
    case TYPE.byte:
      reader.byte();
      return;
    case TYPE.i16:
      reader.i16();
      return;
    case TYPE.i32:
      reader.i32();
      return;
    case TYPE.i64:
      reader.u64();
      return;
    case TYPE.double:
      reader.double();
      return;
    case TYPE.string:
      reader.bytes();
      return;
    case TYPE.uuid:
      reader.pass(16);
      return;
    case TYPE.struct:
      reader.enterStruct();
      while (reader.nextField()) skip(reader, reader.fieldType, depth + 1);
      reader.leaveStruct();
      return;
    case TYPE.list:
    case TYPE.set: {
      const { type: inner, size } = reader.list();
      for (let i = 0; i < size; i++) skip(reader, inner, depth + 1);
      return;
    }
    case TYPE.map: {
      const { keyType, valueType, size } = reader.map();
      for (let i = 0; i < size; i++) {
        skip(reader, keyType, depth + 1);
        skip(reader, valueType, depth + 1);
      }
      return;
    }
    default:
      throw new UnreadableBody(`a field has the type ${type}, which Thrift does not have`);
  }
}
