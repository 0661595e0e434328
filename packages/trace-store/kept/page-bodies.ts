// The bytes of the deliveries on a page, one after the other: protobuf messages of one kind that follow one another
// are one message. The newest 16 MB lie ready; what is older is packed, to a tenth or less, or only on disk.

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { bytePool } from '../byte-pool.ts';
import type { Page } from './pages.ts';

const PAGE_BYTES = 256 * 1024;
const READY_BYTES = 16 * 1024 * 1024;
/** Level 1 packs 1 GB a second; the higher ones save no more than a tenth of what it leaves. */
const PACKING = { chunkSize: 64 * 1024, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

type Body = {
  raw: Uint8Array<ArrayBuffer> | undefined;
  packed: Uint8Array | undefined;
  bytes: number;
};

/** `passing` bytes are written over when the store goes on. */
export type PageBytes = { bytes: Uint8Array; passing: boolean };

export type PageBodies = {
  /** Whether another delivery of this size has its place on this page. */
  hasRoom(page: Page, bytes: number): boolean;
  /** Copies it. */
  append(page: Page, body: Uint8Array): void;
  /** Nothing more will be added. */
  close(page: Page): void;
  read(page: Page): PageBytes;
  /** Undefined for a page that is only on disk; nothing is added to those. */
  size(page: Page): number | undefined;
  /** Bytes held, in memory. */
  held(): number;
  drop(page: Page): void;
};

/** `readAgain` brings what is on disk, where there is one. */
export function pageBodies(readAgain?: (page: Page) => Uint8Array): PageBodies {
  const bodies = new Map<Page, Body>();
  const rooms = bytePool();
  /** Closed, and not yet packed; oldest first. */
  const ready: Page[] = [];
  let readyBytes = 0;
  let held = 0;

  function packOldest(): void {
    while (readyBytes > READY_BYTES) {
      const page = ready.shift();
      if (page === undefined) return;
      const body = bodies.get(page);
      if (body?.raw === undefined) continue;
      if (readAgain === undefined) {
        const packed = zstdCompressSync(body.raw.subarray(0, body.bytes), PACKING);
        // a copy of its own, as what is answered lies in a larger room
        body.packed = new Uint8Array(packed);
        held += packed.length;
      }
      letGo(body);
    }
  }

  function letGo(body: Body): void {
    if (body.raw === undefined) return;
    rooms.give(body.raw);
    body.raw = undefined;
    readyBytes -= body.bytes;
    held -= body.bytes;
  }

  return {
    hasRoom(page, bytes) {
      const used = bodies.get(page)?.bytes ?? 0;
      return used === 0 || used + bytes <= PAGE_BYTES;
    },
    append(page, added) {
      const body = bodies.get(page) ?? { raw: undefined, packed: undefined, bytes: 0 };
      bodies.set(page, body);
      body.raw ??= rooms.take(Math.max(added.length, PAGE_BYTES));
      body.raw.set(added, body.bytes);
      body.bytes += added.length;
      held += added.length;
      readyBytes += added.length;
    },
    close(page) {
      ready.push(page);
      packOldest();
    },
    read(page) {
      const body = bodies.get(page);
      if (body?.raw !== undefined) return { bytes: body.raw.subarray(0, body.bytes), passing: true };
      if (body?.packed !== undefined) return { bytes: zstdDecompressSync(body.packed), passing: false };
      if (readAgain === undefined) throw new Error('A page was asked for that is gone.');
      return { bytes: readAgain(page), passing: false };
    },
    size: page => bodies.get(page)?.bytes,
    held: () => held,
    drop(page) {
      const body = bodies.get(page);
      bodies.delete(page);
      if (body === undefined) return;
      // the oldest goes first, so it is found at once
      const at = ready.indexOf(page);
      if (at >= 0) ready.splice(at, 1);
      letGo(body);
      held -= body.packed?.length ?? 0;
    },
  };
}
