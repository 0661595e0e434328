// Which protocol a new connection speaks, told from its first bytes, which are then put back.

import type { Socket } from 'node:net';

export type Speech = 'http/1' | 'http/2' | 'tls' | 'other';

/** Enough to tell the HTTP/2 preface "PRI * HTTP/2.0" from POST and PUT. */
const ENOUGH = 4;

function speechOf(bytes: Uint8Array): Speech {
  const text = String.fromCharCode(...bytes.subarray(0, ENOUGH));
  if (text === 'PRI ') return 'http/2';
  if (bytes[0] === 0x16 && bytes[1] === 0x03) return 'tls';
  return /^[A-Z]+ ?\/?$/.test(text) ? 'http/1' : 'other';
}

/** Calls back once, with the socket paused and nothing of it consumed; never, when it closes before. */
export function onFirstBytes(socket: Socket, then: (speech: Speech) => void): void {
  let seen: Buffer = Buffer.alloc(0);
  const listen = (chunk: Buffer): void => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    if (seen.length < ENOUGH) return;
    socket.off('data', listen);
    socket.pause();
    socket.unshift(seen);
    then(speechOf(seen));
  };
  socket.on('data', listen);
}
