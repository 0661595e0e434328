// Room for bodies that are read and let go: at full rate 130 MB a second would otherwise be asked for and given back,
// a fifth of what taking spans in costs.

/** A multiple of this is what V8 hands out in pieces of its own. */
const LEAST = 16 * 1024;
/** Four senders with a batch each; a body above the largest is rare, and gets its own room. */
const LARGEST = 1024 * 1024;
const MOST_KEPT = 4;

export type BytePool = {
  /** At least so long; what is in it is whatever was there before. */
  take(bytes: number): Uint8Array<ArrayBuffer>;
  /** Nobody reads it any more. */
  give(room: Uint8Array<ArrayBuffer>): void;
};

export function bytePool(): BytePool {
  const free = new Map<number, Uint8Array<ArrayBuffer>[]>();
  return {
    take(bytes) {
      if (bytes > LARGEST) return new Uint8Array(bytes);
      let size = LEAST;
      while (size < bytes) size *= 2;
      return free.get(size)?.pop() ?? new Uint8Array(size);
    },
    give(room) {
      if (room.length < LEAST || room.length > LARGEST) return;
      const list = free.get(room.length) ?? [];
      if (list.length === 0) free.set(room.length, list);
      if (list.length < MOST_KEPT) list.push(room);
    },
  };
}
