// The body of an HTTP request, whole and unpacked, or the reason there is none.

import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate, zstdDecompress } from 'node:zlib';
import { bytePool } from './byte-pool.ts';
import type { LostMailReason } from './lost-mail.ts';

/** What the OpenTelemetry Collector allows. */
export const LARGEST_BODY = 20 * 1024 * 1024;

type Whole = {
  ok: true;
  bytes: Uint8Array;
  received: number;
  /** Whoever kept nothing of the bytes may say so; the next body then comes to lie there. */
  letGo?: () => void;
};
type Failed = { ok: false; reason: LostMailReason; status: number; detail: string; received: number };
export type Body = Whole | Failed;

type Unpack = (packed: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const unpackers = new Map<string, Unpack>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['zstd', promisify(zstdDecompress)],
]);

export async function requestBody(request: IncomingMessage, largest = LARGEST_BODY): Promise<Body> {
  const packed = await received(request, largest);
  if (!packed.ok) return packed;
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return packed;
  const unpack = unpackers.get(encoding);
  const count = packed.received;
  if (unpack === undefined) {
    const detail = `the body is packed as "${encoding}"; gzip, deflate and zstd can be read`;
    return { ok: false, reason: 'unsupported-encoding', status: 415, detail, received: count };
  }
  try {
    return { ok: true, bytes: await unpack(packed.bytes, { maxOutputLength: largest }), received: count };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      return tooLarge(count, largest, 'unpacked');
    }
    const detail = `the headers say "content-encoding: ${encoding}", but the body is not ${encoding}`;
    return { ok: false, reason: 'unparsable-body', status: 400, detail, received: count };
  }
}

const tooLarge = (count: number, largest: number, how: string): Body => ({
  ok: false,
  reason: 'body-too-large',
  status: 413,
  detail: `the ${how} body is larger than ${largest} bytes`,
  received: count,
});

const rooms = bytePool();

export function joined(chunks: Uint8Array[], bytes: number): { bytes: Uint8Array; letGo: () => void } {
  const room = rooms.take(bytes);
  let at = 0;
  for (const chunk of chunks) {
    room.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: room.subarray(0, bytes), letGo: () => rooms.give(room) };
}

function received(request: IncomingMessage, largest: number): Promise<Body> {
  const { promise, resolve } = Promise.withResolvers<Body>();
  const chunks: Uint8Array[] = [];
  let count = 0;
  request.on('data', (chunk: Uint8Array) => {
    count += chunk.length;
    if (count > largest) {
      chunks.length = 0;
      resolve(tooLarge(count, largest, 'sent'));
    } else chunks.push(chunk);
  });
  request.on('end', () => {
    const [only] = chunks;
    if (only !== undefined && chunks.length === 1) resolve({ ok: true, bytes: only, received: count });
    else resolve({ ok: true, received: count, ...joined(chunks, count) });
  });
  request.on('close', () => {
    const detail = `the sender hung up after ${count} bytes of its body`;
    resolve({ ok: false, reason: 'cut-off', status: 400, detail, received: count });
  });
  request.on('error', () => undefined);
  return promise;
}
