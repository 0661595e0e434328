import { lookup } from 'node:dns/promises';
import { createServer } from 'node:net';
import type { Examined, Problem } from './problem.ts';

const fix =
  'See that /etc/hosts holds "127.0.0.1 localhost" (on Windows: C:\\Windows\\System32\\drivers\\etc\\hosts), before any other line for localhost.';

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

const listenError = (host: string): Promise<string | undefined> =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve(error.message));
    server.listen(0, host, () => server.close(() => resolve(undefined)));
  });

const problemsOf = async (addresses: string[]): Promise<Problem[]> => {
  const [first] = addresses;
  if (first === undefined)
    return [
      {
        level: 'block',
        code: 'localhost-unknown',
        message: 'The name localhost leads nowhere, and the services find each other by it.',
        fix,
      },
    ];
  const strange = addresses.filter(address => !isLoopback(address));
  if (strange.length > 0)
    return [
      {
        level: 'block',
        code: 'localhost-elsewhere',
        message: `The name localhost leads to ${strange.join(', ')}, which is not this machine's loopback address.`,
        fix,
      },
    ];
  const error = await listenError(first);
  if (error === undefined) return [];
  return [
    {
      level: 'block',
      code: 'localhost-unusable',
      message:
        `localhost leads to ${first} first, but nothing can listen there (${error}). ${first === '::1' ? 'IPv6 is most likely switched off while the hosts file still names it.' : ''}`.trim(),
      fix,
    },
  ];
};

export const examineLocalhost = async (): Promise<Examined> => {
  const found = await lookup('localhost', { all: true }).catch(() => []);
  const addresses = found.map(({ address }) => address);
  return {
    title: 'localhost',
    seen: addresses.join(', ') || 'unknown',
    problems: await problemsOf(addresses),
  };
};
