// Every trace that is kept, by number and by id. Traces are numbered in the order in which they first appeared, and
// leave in that order. A hundred thousand of them take 5 MB here, where a Map of objects takes 30.

import { hashOfId, ID_WORDS } from '../scan/scan-result.ts';
import { widened } from '../scan/scratch.ts';

export type TraceTable = {
  readonly oldest: number;
  /** The number that the next one gets. */
  readonly next: number;
  /** 0 when there is none with this id. */
  find(a: number, b: number, c: number, d: number): number;
  /** Answers its number. */
  add(a: number, b: number, c: number, d: number): number;
  /** A number from before a restart, not below `next`; numbers between are of traces that are gone. */
  addAs(number: number, a: number, b: number, c: number, d: number): void;
  idOf(number: number): string;
  spansOf(number: number): number;
  /** The trace's first and last chunk. */
  firstChunkOf(number: number): number;
  lastChunkOf(number: number): number;
  addChunk(number: number, chunk: number, spans: number): void;
  /** The oldest leaves; what it had can be asked for until the next is added. */
  dropOldest(): void;
};

const FIRST_ROOM = 256;
const NONE = 0;

export function traceTable(): TraceTable {
  let oldest = 1;
  let next = 1;
  /** What the columns' first row belongs to. */
  let base = 1;
  let room = FIRST_ROOM;
  let ids = new Uint32Array(room * ID_WORDS);
  let spans = new Uint32Array(room);
  let firstChunks = new Uint32Array(room);
  let lastChunks = new Uint32Array(room);
  /** Numbers by the hash of their id; a number below `oldest` is of a trace that is gone. */
  let slots = new Uint32Array(room * 4);
  let slotsUsed = 0;

  const isId = (number: number, a: number, b: number, c: number, d: number): boolean => {
    const at = (number - base) * ID_WORDS;
    return ids[at] === a && ids[at + 1] === b && ids[at + 2] === c && ids[at + 3] === d;
  };

  function enter(number: number, a: number, b: number, c: number, d: number): void {
    if (slotsUsed * 2 >= slots.length) enterAll();
    const mask = slots.length - 1;
    let slot = hashOfId(a, b, c, d) & mask;
    while (slots[slot] !== NONE) slot = (slot + 1) & mask;
    slots[slot] = number;
    slotsUsed++;
  }

  /** Without those that are gone. */
  function enterAll(): void {
    let wanted = FIRST_ROOM * 4;
    while (wanted < (next - oldest) * 4) wanted *= 2;
    slots = new Uint32Array(wanted);
    slotsUsed = 0;
    for (let number = oldest; number < next; number++) {
      const at = (number - base) * ID_WORDS;
      const [a = 0, b = 0, c = 0, d = 0] = ids.subarray(at, at + ID_WORDS);
      if ((a | b | c | d) !== 0) enter(number, a, b, c, d);
    }
  }

  /** Makes rows up to this number: those of traces that are gone are used again, or there are twice as many. */
  function makeRoom(number: number): void {
    if (number - base < room) return;
    const gone = oldest - base;
    if (gone > room / 2) {
      ids.copyWithin(0, gone * ID_WORDS);
      for (const column of [spans, firstChunks, lastChunks]) column.copyWithin(0, gone);
      ids.fill(0, (room - gone) * ID_WORDS);
      base = oldest;
    }
    while (number - base >= room) room *= 2;
    if (room === spans.length) return;
    ids = widened(ids, room * ID_WORDS);
    spans = widened(spans, room);
    firstChunks = widened(firstChunks, room);
    lastChunks = widened(lastChunks, room);
  }

  function addAs(number: number, a: number, b: number, c: number, d: number): void {
    // after a restart the first may have any number
    if (oldest === next) {
      base = number;
      oldest = number;
      ids.fill(0);
    }
    makeRoom(number);
    const row = number - base;
    const at = row * ID_WORDS;
    ids[at] = a;
    ids[at + 1] = b;
    ids[at + 2] = c;
    ids[at + 3] = d;
    spans[row] = 0;
    firstChunks[row] = NONE;
    lastChunks[row] = NONE;
    next = number + 1;
    enter(number, a, b, c, d);
  }

  return {
    get oldest() {
      return oldest;
    },
    get next() {
      return next;
    },
    find(a, b, c, d) {
      const mask = slots.length - 1;
      let slot = hashOfId(a, b, c, d) & mask;
      for (let number = slots[slot] ?? NONE; number !== NONE; number = slots[slot] ?? NONE) {
        if (number >= oldest && isId(number, a, b, c, d)) return number;
        slot = (slot + 1) & mask;
      }
      return NONE;
    },
    add(a, b, c, d) {
      const number = next;
      addAs(number, a, b, c, d);
      return number;
    },
    addAs,
    idOf(number) {
      const at = (number - base) * ID_WORDS;
      return textOfId(ids.subarray(at, at + ID_WORDS));
    },
    spansOf: number => spans[number - base] ?? 0,
    firstChunkOf: number => firstChunks[number - base] ?? NONE,
    lastChunkOf: number => lastChunks[number - base] ?? NONE,
    addChunk(number, chunk, count) {
      const row = number - base;
      spans[row] = (spans[row] ?? 0) + count;
      if (firstChunks[row] === NONE) firstChunks[row] = chunk;
      lastChunks[row] = chunk;
    },
    dropOldest() {
      oldest++;
    },
  };
}

const bytes = new DataView(new ArrayBuffer(ID_WORDS * 4));

function textOfId(words: Uint32Array): string {
  words.forEach((word, index) => {
    bytes.setUint32(index * 4, word, true);
  });
  return Buffer.from(bytes.buffer).toString('hex');
}

/** The words of 32 hex digits; undefined when it is something else. */
export function wordsOfId(text: string): [number, number, number, number] | undefined {
  if (!/^[0-9a-f]{32}$/.test(text)) return undefined;
  const id = Buffer.from(text, 'hex');
  return [id.readUInt32LE(0), id.readUInt32LE(4), id.readUInt32LE(8), id.readUInt32LE(12)];
}
