// Walking over protobuf without making anything of it. Where protobuf-reader.ts says what is wrong with a body,
// this throws `unsure`, always the same: the body is then read by the one that says it. Reads past the end of the
// body throw a RangeError of DataView's, which means the same.

export const unsure = new Error('this body has to be read with care');

/** Where the varint ended that was read last. A result of its own would be an object for each number. */
export let after = 0;

/** As an unsigned number of 32 bits; higher bits are read past. */
export function varintAt(view: DataView, from: number): number {
  let at = from;
  let result = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = view.getUint8(at++);
    if (shift < 35) result |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      after = at;
      return result >>> 0;
    }
  }
  throw unsure;
}

/** The end of the message, string or bytes whose length stands here; `after` is its beginning. */
export function endAt(view: DataView, from: number, limit: number): number {
  const byte = view.getUint8(from);
  let length = byte;
  if (byte < 0x80) after = from + 1;
  else length = varintAt(view, from);
  const end = after + length;
  if (end > limit) throw unsure;
  return end;
}

/** Past the field whose tag was just read. */
export function skipped(view: DataView, at: number, tag: number, limit: number): number {
  switch (tag & 7) {
    case 0:
      varintAt(view, at);
      return after;
    case 1:
      return at + 8;
    case 2:
      return endAt(view, at, limit);
    case 5:
      return at + 4;
    default:
      throw unsure;
  }
}

export let low = 0;
export let high = 0;

/** A varint of 64 bits into `low` and `high`. */
export function readInt64(view: DataView, from: number): void {
  let at = from;
  low = 0;
  high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = view.getUint8(at++);
    const bits = byte & 0x7f;
    if (shift < 28) low |= bits << shift;
    else if (shift === 28) {
      low |= bits << 28;
      high |= bits >>> 4;
    } else if (shift < 63) high |= bits << (shift - 32);
    else high |= (bits & 1) << 31;
    if (byte < 0x80) {
      after = at;
      return;
    }
  }
  throw unsure;
}
