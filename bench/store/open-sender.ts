// The sender's process, asked for one delivery after another.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ended, linesOf, root } from './processes.ts';

export type Protocol = 'http' | 'grpc';
export type OpenSender = {
  spans: number;
  /** Answers how long it took until the last batch was acknowledged. */
  send(protocol: Protocol, port: number): Promise<number>;
  stop(): Promise<void>;
};

export async function openSender(spans: number): Promise<OpenSender> {
  const child = spawn(process.execPath, [join(root, 'bench/store/sender.ts'), String(spans)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = linesOf(child);
  await line();
  return {
    spans,
    async send(protocol, port) {
      child.stdin.write(`${protocol} ${port}\n`);
      const { ms }: { ms: number } = JSON.parse(await line());
      return ms;
    },
    stop: () => ended(child, 'SIGTERM'),
  };
}
