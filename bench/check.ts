// How long a learner waits for a verdict, against the floor: the start of the same services without a check.
//
//   verdict    npm run check-lab 01, from the call of scripts/check-lab.ts to its end; at most 1.6 × the floor
//   after save in --watch, from the save to the printed verdict; at most 1.0 s

import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as reading } from 'node:timers/promises';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import { SERVICE_NAMES, type ServiceName, startService } from '#trace-check/launch/service.ts';

const root = join(import.meta.dirname, '..');
const ROUNDS = 5;
const WATCH_WITHIN_MS = 20_000;
/** A person reads the verdict before the next save. */
const READING_MS = 1_500;
const LAB_SERVICES: ServiceName[] = ['api-gateway', 'order-service', 'user-service'];

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Three services with the SDK, in parallel, until each answers /health. */
const startOnly = async (): Promise<number> => {
  const numbers = await freePorts(SERVICE_NAMES.length);
  const ports = Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, numbers[index] ?? 0])) as Record<
    ServiceName,
    number
  >;
  const from = performance.now();
  const running = LAB_SERVICES.map(service =>
    startService({ root, service, ports, partDirs: [join(root, 'solutions', '01-first-trace')] }),
  );
  await Promise.all(running.map(one => one.ready));
  const took = performance.now() - from;
  for (const one of running) one.kill();
  await Promise.all(running.map(one => one.exited));
  return took;
};

const verdict = async (): Promise<number> => {
  const from = performance.now();
  const child = spawn(process.execPath, ['scripts/check-lab.ts', '01', '--solution'], {
    cwd: root,
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The solution of lab 01 must pass, and check-lab ended with ${code}.`);
  return performance.now() - from;
};

/** Saves a file of lab 01's solution again and again, and takes the time until the next verdict is printed. */
const afterSave = async (): Promise<number[]> => {
  const dir = await mkdtemp(join(root, '.workshop', 'bench-'));
  await cp(join(root, 'solutions', '01-first-trace'), dir, { recursive: true });
  const child = spawn(process.execPath, ['scripts/check-lab.ts', '01', '--dir', dir, '--watch'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let heard = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', chunk => {
    text += chunk;
    heard();
  });
  const waiting = async (verdicts: number): Promise<void> => {
    const limit = setTimeout(() => child.kill(), WATCH_WITHIN_MS);
    while (text.split('Waiting for a save').length - 1 < verdicts) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`--watch ended:\n${text}`);
      await new Promise<void>(resolve => {
        heard = resolve;
        child.once('exit', () => resolve());
      });
    }
    clearTimeout(limit);
  };
  const file = join(dir, 'order-service', 'tracing.ts');
  const times: number[] = [];
  await waiting(1);
  for (let round = 1; round <= ROUNDS; round++) {
    await reading(READING_MS);
    const source = await readFile(file, 'utf8');
    const from = performance.now();
    // each save changes one service: its name is wrong in every second round
    await writeFile(
      file,
      round % 2 ? source.replace("'order-service'", "'order'") : source.replace("'order'", "'order-service'"),
    );
    await waiting(round + 1);
    times.push(performance.now() - from);
  }
  child.kill('SIGINT');
  await new Promise(resolve => child.once('exit', resolve));
  await rm(dir, { recursive: true });
  return times;
};

export const name = 'check';

export const run = async (): Promise<string[]> => {
  await verdict();
  const floors: number[] = [];
  const verdicts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(await startOnly());
    verdicts.push(await verdict());
  }
  const saves = await afterSave();
  const ratio = median(verdicts) / median(floors);
  return [
    `three services started   ${median(floors).toFixed(0)} ms (the floor)`,
    `verdict of lab 01        ${median(verdicts).toFixed(0)} ms = ${ratio.toFixed(2)} × the floor (at most 1.6)`,
    `verdict after a save     ${median(saves).toFixed(0)} ms, slowest ${Math.max(...saves).toFixed(0)} ms (at most 1000)`,
  ];
};

if (import.meta.main) for (const line of await run()) console.log(line);
