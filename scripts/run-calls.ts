// Customers for a few minutes: `npm run run-calls -- --minutes 5`. Most orders are placed, some are refused, some
// fail and some are slow, so that there is something to look for. Faults it switches on, it switches off.

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readPorts } from './machine/workshop-ports.ts';
import { wrongUse } from './machine/wrong-use.ts';
import { type Call, drawCall, faultBefore } from './run-calls/customers.ts';

const usage = 'npm run run-calls [-- --minutes 5] [-- --rate 4]';
const WITHIN_MS = 10_000;
const TELL_EVERY_MS = 10_000;
/** A shop that is gone for this many calls in a row is not coming back by itself. */
const PATIENCE = 40;

const ports = readPorts();
const gateway = process.env.API_GATEWAY_URL || `http://localhost:${ports['api-gateway']}`;
const orders = process.env.ORDER_SERVICE_URL || `http://localhost:${ports['order-service']}`;

const numberOf = (text: string, name: string, most: number): number => {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  throw new RangeError(`--${name} is "${text}". It must be more than 0, and ${most} at most.`);
};

const NOBODY = `Nobody answers at ${gateway}. Start the shop (npm start, or docker compose up), and run this again.`;

/** A shop that starts together with its customers, on a crowded machine. */
const OPENS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

const isOpen = async (): Promise<boolean> => {
  try {
    const answer = await fetch(`${gateway}/health`, { signal: AbortSignal.timeout(WITHIN_MS) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
};

const opens = async (isStopped: () => boolean): Promise<boolean> => {
  const deadline = Date.now() + OPENS_WITHIN_MS;
  for (let told = false; !(await isOpen()); told = true) {
    if (isStopped() || Date.now() > deadline) return false;
    if (!told) console.log(`Waiting for the shop at ${gateway} …`);
    await pause(LOOK_EVERY_MS);
  }
  return true;
};

const send = async ({ method, path, body }: Call): Promise<number | undefined> => {
  try {
    const answer = await fetch(`${gateway}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
};

const switchFault = async (fault: object): Promise<void> => {
  await fetch(`${orders}/admin/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
    signal: AbortSignal.timeout(WITHIN_MS),
  }).catch(() => undefined);
};
const clearFaults = async (): Promise<void> => {
  await fetch(`${orders}/admin/faults`, { method: 'DELETE', signal: AbortSignal.timeout(WITHIN_MS) }).catch(
    () => undefined,
  );
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '5' }, rate: { type: 'string', default: '4' } },
  });
  const lastsMs = numberOf(values.minutes, 'minutes', 24 * 60) * 60_000;
  const gapMs = 1_000 / numberOf(values.rate, 'rate', 200);
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopped = true;
    });

  if (!(await opens(() => stopped))) {
    if (!stopped) console.error(NOBODY);
    return stopped ? 0 : 1;
  }
  const until = Date.now() + lastsMs;
  const seen = new Map<string, number>();
  const open = new Set<Promise<void>>();
  let toldAt = Date.now();
  let silent = 0;
  let count = 0;
  const tell = (): void => {
    const counts = [...seen]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, times]) => `${times} × ${status}`);
    console.log(`${count} calls: ${counts.join(', ') || 'no answer yet'}`);
  };
  console.log(
    `Customers call ${gateway} for ${values.minutes} minutes, ${values.rate} a second. Ctrl-C ends it.`,
  );
  while (!stopped && Date.now() < until && silent < PATIENCE) {
    count += 1;
    const fault = faultBefore(count);
    if (fault !== undefined) await switchFault(fault);
    const call = send(drawCall(Math.random)).then(status => {
      const key = status === undefined ? 'no answer' : String(status);
      silent = status === undefined ? silent + 1 : 0;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      open.delete(call);
    });
    open.add(call);
    if (Date.now() - toldAt > TELL_EVERY_MS) {
      toldAt = Date.now();
      tell();
    }
    await pause(gapMs);
  }
  await Promise.all(open);
  await clearFaults();
  tell();
  if (silent < PATIENCE) return 0;
  console.error(NOBODY);
  return 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof RangeError) {
    console.error(error.message);
    process.exitCode = 2;
  } else process.exitCode = wrongUse(error, usage);
}
