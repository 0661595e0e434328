// Jaeger's agent: datagrams with a call `emitBatch`, in binary Thrift on port 6832 and in compact on 6831, each
// only on its own, as with Jaeger. UDP has no answer, so a sender never learns what became of its spans.

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { encodeOtlpProtobuf, UnreadableBody } from '#trace-model/otlp.ts';
import { deliver, lost, type Recipient } from '../delivery.ts';
import type { Door } from '../door.ts';
import { type DoorName, type LostMailReason, shortened } from '../lost-mail.ts';
import { type Encoding, encodingOf, OtherCall, readEmitBatch } from './emit-batch.ts';
import { spansOf } from './jaeger-spans.ts';

/** What arrives while the store is busy waits here; the system may allow less. About 60 full datagrams. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

const DOORS = { binary: 'thrift-binary', compact: 'thrift-compact' } as const satisfies Record<
  Encoding,
  DoorName
>;

/** Rejects with the `EADDRINUSE` of Node, which names the port, when the port is taken. */
export async function openDatagramDoor(
  encoding: Encoding,
  host: string,
  port: number,
  to: Recipient,
): Promise<Door> {
  const socket = createSocket({ type: 'udp4' });
  await bound(socket, port, host);
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER);
  } catch {
    // some systems refuse what is more than they allow, and keep their own size
  }
  // an ICMP answer to something else must not end the store
  socket.on('error', () => undefined);
  socket.on('message', (datagram, sender) => take(datagram, sender, encoding, to));
  return {
    port: socket.address().port,
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.close(() => resolve());
      return promise;
    },
  };
}

function bound(socket: Socket, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('error', reject);
  socket.bind({ port, address: host, exclusive: true }, () => {
    socket.off('error', reject);
    resolve();
  });
  return promise;
}

function take(datagram: Buffer, sender: RemoteInfo, encoding: Encoding, to: Recipient): void {
  const envelope = { port: DOORS[encoding], bytes: datagram.length, remotePort: sender.port };
  try {
    const spans = spansOf(readEmitBatch(datagram, encoding));
    const raw = encodeOtlpProtobuf(spans);
    deliver(spans, { protocol: 'thrift', remotePort: sender.port, userAgent: '', raw }, envelope, to);
  } catch (error) {
    const found = refusal(error, datagram, encoding);
    if (found !== undefined) to.onLostMail(lost(envelope, found.reason, found.detail));
    // a defect of ours, or of what takes the spans: the door stays open
    else console.error(error);
  }
}

function refusal(
  error: unknown,
  datagram: Uint8Array,
  encoding: Encoding,
): { reason: LostMailReason; detail: string } | undefined {
  if (error instanceof OtherCall) {
    const detail = `the datagram calls "${shortened(error.message)}"; this port takes emitBatch`;
    return { reason: 'thrift-other-call', detail };
  }
  if (!(error instanceof UnreadableBody)) return undefined;
  const seen = encodingOf(datagram);
  if (seen !== undefined && seen !== encoding) {
    const detail = `a message in the ${seen} encoding came to the port for the ${encoding} one`;
    return { reason: 'thrift-other-encoding', detail };
  }
  const detail = `the datagram is no emitBatch in ${encoding} Thrift: ${error.message}`;
  return { reason: 'unparsable-thrift', detail };
}
