// `npm run lab` may run beside `npm start`: the shop's ports are lent to the lab for as long as it runs.
// The loan is a connection to a local socket. When it closes, be it by a crash, the shop comes back.

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ports } from '../machine/workshop-ports.ts';

/** The kernel takes no longer path for a local socket: 104 bytes on macOS, 108 on Linux. */
const LONGEST_PATH = 100;
const ANSWER_WITHIN_MS = 10_000;

const lendingAddress = (root: string): string => {
  const short = createHash('sha256').update(root).digest('hex').slice(0, 12);
  if (process.platform === 'win32') return `\\\\.\\pipe\\follow-the-request-${short}`;
  const inside = join(root, '.workshop', 'start.sock');
  return Buffer.byteLength(inside) <= LONGEST_PATH
    ? inside
    : join(tmpdir(), `follow-the-request-${short}.sock`);
};

type Request = { lab: string; shopPorts: number[] };
export type Loan = { lent: boolean; ports: Ports; pid: number };

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  'lab' in value &&
  'shopPorts' in value &&
  Array.isArray(value.shopPorts);

const isLoan = (value: unknown): value is Loan =>
  typeof value === 'object' && value !== null && 'lent' in value && 'ports' in value && 'pid' in value;

export type Lender = {
  ports: Ports;
  /** The ports the shop holds; a lab that wants others needs no loan. */
  shopPorts: number[];
  /** Resolves when the ports are free; false when they are lent already. */
  lend(lab: string): Promise<boolean>;
  takeBack(): void;
};

const answers = (address: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Listens for labs. Another `npm start` of this folder, on other ports, may do so already: then this one lends nothing. */
export const openLending = async (root: string, lender: Lender): Promise<{ close(): void }> => {
  const address = lendingAddress(root);
  const open = new Set<Socket>();
  const serve = async (socket: Socket, line: string): Promise<void> => {
    const request = parse(line);
    if (!isRequest(request)) return void socket.destroy();
    const wanted = request.shopPorts.some(port => lender.shopPorts.includes(port));
    const lent = wanted && (await lender.lend(request.lab));
    const loan: Loan = { lent, ports: lender.ports, pid: process.pid };
    if (lent) {
      if (socket.destroyed) lender.takeBack();
      else socket.once('close', lender.takeBack);
    }
    socket.write(`${JSON.stringify(loan)}\n`);
  };
  const server = createServer(socket => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
    createInterface({ input: socket })
      .on('error', () => undefined)
      .once('line', line => void serve(socket, line));
  });
  if (process.platform !== 'win32' && !(await answers(address))) {
    mkdirSync(join(root, '.workshop'), { recursive: true });
    rmSync(address, { force: true });
  }
  await new Promise<void>(resolve => {
    // without lending, a lab finds the ports taken and says so
    server.once('error', () => resolve());
    server.listen(address, resolve);
  });
  server.unref();
  return {
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
};

export type Borrowed = Loan & { ended: Promise<void>; giveBack(): void };

/** Nothing, when no `npm start` of this folder runs. */
export const borrowShop = (root: string, lab: string, shopPorts: number[]): Promise<Borrowed | undefined> =>
  new Promise(resolve => {
    const socket = connect(lendingAddress(root));
    const ended = new Promise<void>(done => socket.once('close', () => done()));
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on('error', () => resolve(undefined));
    void ended.then(() => resolve(undefined));
    socket.once('connect', () => socket.write(`${JSON.stringify({ lab, shopPorts } satisfies Request)}\n`));
    createInterface({ input: socket })
      .on('error', () => undefined)
      .once('line', line => {
        socket.setTimeout(0);
        const loan = parse(line);
        if (isLoan(loan)) resolve({ ...loan, ended, giveBack: () => socket.destroy() });
        else socket.destroy();
      });
  });
