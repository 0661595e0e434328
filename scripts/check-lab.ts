// npm run check-lab 03: see packages/trace-check/command/options.ts for the contract.

import { join } from 'node:path';
import { checkLab } from '#trace-check/command/check-lab.ts';

const root = join(import.meta.dirname, '..');
const stop = new AbortController();
// the door of the command is gone, and with it the terminal
process.once('disconnect', () => stop.abort());
// listening for that must not keep a finished check alive
process.channel?.unref();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

const code = await checkLab(
  root,
  process.argv.slice(2),
  text => process.stdout.write(`${text}\n`),
  text => process.stderr.write(`${text}\n`),
  stop.signal,
);
// an answer that is still waited for shall not hold up somebody who wants to leave
if (stop.signal.aborted) process.exit(130);
process.exitCode = code;
