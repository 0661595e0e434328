// The bytes of the deliveries on a page, one after the other: protobuf messages of one kind that follow one another
// are one message. The newest 32 MB lie ready; what is older is packed, to a tenth or less, or only on disk.

import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { Page } from './pages.ts';

export const PAGE_BYTES = 256 * 1024;
const READY_BYTES = 32 * 1024 * 1024;
const FIRST_ROOM = 4 * 1024;
/** Level 1 packs 1 GB a second; the higher ones save no more than a tenth of what it leaves. */
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

type Body = { raw: Uint8Array | undefined; packed: Uint8Array | undefined; bytes: number };

export type PageBodies = {
  /** Whether another delivery of this size has its place on this page. */
  hasRoom(page: Page, bytes: number): boolean;
  append(page: Page, body: Uint8Array): void;
  /** Nothing more will be added. */
  close(page: Page): void;
  read(page: Page): Uint8Array;
  /** Undefined for a page that is only on disk; nothing is added to those. */
  size(page: Page): number | undefined;
  /** Bytes held, in memory. */
  held(): number;
  drop(page: Page): void;
};

/** `readAgain` brings what is on disk, where there is one. */
export function pageBodies(readAgain?: (page: Page) => Uint8Array): PageBodies {
  const bodies = new Map<Page, Body>();
  /** Closed, and not yet packed; oldest first. */
  const ready: Page[] = [];
  let readyBytes = 0;
  let held = 0;
  let packing = false;

  function makeRoom(): void {
    while (!packing && readyBytes > READY_BYTES) {
      const page = ready.shift();
      if (page === undefined) return;
      const body = bodies.get(page);
      if (body?.raw === undefined) continue;
      if (readAgain !== undefined) letGo(body);
      else pack(body, body.raw);
    }
  }

  function letGo(body: Body): void {
    body.raw = undefined;
    readyBytes -= body.bytes;
    held -= body.bytes;
  }

  function pack(body: Body, raw: Uint8Array): void {
    packing = true;
    zstdCompress(raw, PACKING, (error, packed) => {
      packing = false;
      // dropped meanwhile, or it stays as it is
      if (error === null && body.raw !== undefined) {
        body.packed = packed.length < packed.buffer.byteLength * 0.9 ? new Uint8Array(packed) : packed;
        held += packed.length;
        letGo(body);
      }
      makeRoom();
    });
  }

  return {
    hasRoom: (page, bytes) => {
      const used = bodies.get(page)?.bytes ?? 0;
      return used === 0 || used + bytes <= PAGE_BYTES;
    },
    append(page, added) {
      const body = bodies.get(page) ?? { raw: undefined, packed: undefined, bytes: 0 };
      bodies.set(page, body);
      const bytes = body.bytes + added.length;
      body.raw = joined(body.raw, body.bytes, added);
      held += added.length;
      readyBytes += added.length;
      body.bytes = bytes;
    },
    close(page) {
      const body = bodies.get(page);
      if (body?.raw === undefined) return;
      if (body.raw.buffer.byteLength > body.bytes * 1.25) body.raw = body.raw.slice(0, body.bytes);
      ready.push(page);
      makeRoom();
    },
    read(page) {
      const body = bodies.get(page);
      if (body?.raw !== undefined) return body.raw.subarray(0, body.bytes);
      if (body?.packed !== undefined) return zstdDecompressSync(body.packed);
      if (readAgain === undefined) throw new Error('A page was asked for that is gone.');
      return readAgain(page);
    },
    size: page => bodies.get(page)?.bytes,
    held: () => held,
    drop(page) {
      const body = bodies.get(page);
      bodies.delete(page);
      if (body === undefined) return;
      if (body.raw !== undefined) letGo(body);
      else held -= body.packed?.length ?? 0;
    },
  };
}

/** A large delivery that has a page for itself is kept as it came, without a copy. */
function joined(raw: Uint8Array | undefined, used: number, added: Uint8Array): Uint8Array {
  const alone = added.length > PAGE_BYTES / 4 && added.buffer.byteLength < added.length * 1.1;
  if (used === 0 && alone) return added;
  const bytes = used + added.length;
  if (raw !== undefined && raw.length >= bytes) {
    raw.set(added, used);
    return raw;
  }
  let room = FIRST_ROOM;
  while (room < bytes) room *= 2;
  const wider = new Uint8Array(room);
  if (raw !== undefined) wider.set(raw.subarray(0, used));
  wider.set(added, used);
  return wider;
}
