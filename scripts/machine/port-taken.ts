// Is a port taken? Binding alone does not tell: on macOS a loopback port can be bound although another
// program holds it on all addresses. So a free port is one that can be bound and that nobody answers on.

import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import type { Transport } from './workshop-ports.ts';

const LOOPBACKS = ['127.0.0.1', '::1'];
const ANSWER_WITHIN_MS = 300;

const cannotBind = (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve('code' in error && error.code === 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)));
  });

const answers = (port: number, host: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ port, host, timeout: ANSWER_WITHIN_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });

/** Datagrams have no connection to try. The workshop takes them on 127.0.0.1 only. */
const cannotBindUdp = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createSocket('udp4');
    socket.once('error', error => {
      socket.close();
      resolve('code' in error && error.code === 'EADDRINUSE');
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(false)));
  });

export const isTaken = async (port: number, transport: Transport = 'tcp'): Promise<boolean> => {
  if (transport === 'udp') return cannotBindUdp(port);
  const bound = await Promise.all(LOOPBACKS.map(host => cannotBind(port, host)));
  if (bound.includes(true)) return true;
  return (await Promise.all(LOOPBACKS.map(host => answers(port, host)))).includes(true);
};
