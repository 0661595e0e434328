// An attribute on the wire → its key and its value as text, without the value in between being kept.

import {
  type Cursor,
  readBytes,
  readDouble,
  readEnd,
  readInt64,
  readString,
  readUint32,
  skipField,
} from '#trace-model/protobuf-reader.ts';

export const eachField = (cursor: Cursor, end: number, read: (tag: number) => void): void => {
  while (cursor.at < end) read(readUint32(cursor));
};

export const readPair = (cursor: Cursor, end: number): [string, string] => {
  let key = '';
  let value = '';
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    if (tag === 0x0a) key = readString(cursor);
    else if (tag === 0x12) value = readText(cursor, readEnd(cursor));
    else skipField(cursor, tag);
  }
  return [key, value];
};

const readText = (cursor: Cursor, end: number): string => {
  const value = readPlain(cursor, end);
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** As from-spans.ts writes them; depth was limited when the span came in. */
const readPlain = (cursor: Cursor, end: number): Plain => {
  let value: Plain = null;
  while (cursor.at < end) {
    const tag = readUint32(cursor);
    switch (tag) {
      case 0x0a:
        value = readString(cursor);
        break;
      case 0x10:
        value = readUint32(cursor) !== 0;
        break;
      case 0x18: {
        const int = readInt64(cursor);
        value = Number.isSafeInteger(Number(int)) ? Number(int) : String(int);
        break;
      }
      case 0x21:
        value = readDouble(cursor);
        break;
      case 0x2a: {
        const list: Plain[] = [];
        eachField(cursor, readEnd(cursor), inner => {
          if (inner === 0x0a) list.push(readPlain(cursor, readEnd(cursor)));
          else skipField(cursor, inner);
        });
        value = list;
        break;
      }
      case 0x32: {
        const entries: [string, Plain][] = [];
        eachField(cursor, readEnd(cursor), inner => {
          if (inner === 0x0a) entries.push(readPlainPair(cursor, readEnd(cursor)));
          else skipField(cursor, inner);
        });
        value = Object.fromEntries(entries);
        break;
      }
      case 0x3a:
        value = Buffer.from(readBytes(cursor)).toString('base64');
        break;
      default:
        skipField(cursor, tag);
    }
  }
  return value;
};

const readPlainPair = (cursor: Cursor, end: number): [string, Plain] => {
  let key = '';
  let value: Plain = null;
  eachField(cursor, end, tag => {
    if (tag === 0x0a) key = readString(cursor);
    else if (tag === 0x12) value = readPlain(cursor, readEnd(cursor));
    else skipField(cursor, tag);
  });
  return [key, value];
};
