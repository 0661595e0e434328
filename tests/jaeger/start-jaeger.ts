// A real Jaeger of one's own, empty, on free ports; several may run at once.
//
//   await using jaeger = await startJaeger(await findJaeger());
//   await fetch(`${jaeger.url}/api/v3/services`);

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import { type JaegerSource, NoJaeger } from './find-jaeger.ts';
import { type JaegerPorts, jaegerConfig, PORTS, UDP, USUAL_PORTS } from './jaeger-config.ts';

export type RunningJaeger = {
  url: string;
  /** Where it listens for spans. */
  host: string;
  ports: JaegerPorts;
  /** Of its own process; 0 for one in a container. */
  pid: number;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The binary is there in 0.1 s, on a crowded machine in some; a container takes longer. */
const READY_WITHIN_MS = 60_000;
const POLL_MS = 20;
/** A free port may be taken by another before Jaeger has it. */
const TRIES = 3;

const running = (url: string, ports: JaegerPorts, pid: number, stop: () => Promise<void>): RunningJaeger => ({
  url,
  host: new URL(url).hostname,
  ports,
  pid,
  stop,
  [Symbol.asyncDispose]: stop,
});

const ready = async (url: string, over: () => string | undefined): Promise<void> => {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/api/v3/services`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    const ended = over();
    if (ended !== undefined) throw new NoJaeger(`Jaeger ended before it answered: ${ended}`);
    if (performance.now() > deadline)
      throw new NoJaeger(`Jaeger did not answer at ${url} within ${READY_WITHIN_MS / 1000} s.`);
    await pause(POLL_MS);
  }
};

const startBinary = async (path: string): Promise<RunningJaeger> => {
  const folder = await mkdtemp(join(tmpdir(), 'jaeger-'));
  const numbers = await freePorts(PORTS.length);
  const ports = { ...USUAL_PORTS };
  PORTS.forEach((name, index) => {
    ports[name] = numbers[index] ?? 0;
  });
  const file = join(folder, 'config.yaml');
  await writeFile(file, jaegerConfig(ports));
  const child = spawn(path, ['--config', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const ended = Promise.withResolvers<void>();
  child.once('exit', () => ended.resolve());
  // nobody is left behind when a test run ends in the middle
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    // upon SIGTERM Jaeger takes 10 s to leave
    kill();
    await ended.promise;
    process.off('exit', kill);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${ports.ui}`;
  try {
    await ready(url, () => (child.exitCode === null ? undefined : said));
  } catch (error) {
    await stop();
    throw error;
  }
  return running(url, ports, child.pid ?? 0, stop);
};

const run = promisify(execFile);

const startContainer = async (image: string): Promise<RunningJaeger> => {
  const published = PORTS.map(name => `127.0.0.1::${USUAL_PORTS[name]}${UDP.has(name) ? '/udp' : ''}`);
  const { stdout } = await run('docker', [
    ...['run', '--detach', '--rm', '--env', 'JAEGER_LISTEN_HOST=0.0.0.0'],
    ...published.flatMap(port => ['--publish', port]),
    image,
  ]);
  const id = stdout.trim();
  const stop = async (): Promise<void> => {
    await run('docker', ['rm', '--force', id]);
  };
  try {
    const ports = { ...USUAL_PORTS };
    for (const name of PORTS) {
      const { stdout: address } = await run('docker', [
        'port',
        id,
        `${USUAL_PORTS[name]}/${UDP.has(name) ? 'udp' : 'tcp'}`,
      ]);
      ports[name] = Number(/:(\d+)\s*$/.exec(address)?.[1]);
    }
    const url = `http://127.0.0.1:${ports.ui}`;
    await ready(url, () => undefined);
    return running(url, ports, 0, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

export const startJaeger = async (source: JaegerSource): Promise<RunningJaeger> => {
  if (source.by === 'docker') return startContainer(source.image);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startBinary(source.path);
    } catch (error) {
      const taken = error instanceof NoJaeger && /address already in use/.test(error.message);
      if (!taken || attempt === TRIES) throw error;
    }
  }
};
