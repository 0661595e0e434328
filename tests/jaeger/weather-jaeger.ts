// A Jaeger that can be frozen, killed and started again at the same ports, and a road to it on which a test
// learns what is asked. It is the real one throughout.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import { statusOf, until } from '../workshop-copy.ts';
import { findJaeger } from './find-jaeger.ts';
import { type JaegerPorts, jaegerConfig, PORTS, USUAL_PORTS } from './jaeger-config.ts';

export type Weather = {
  ports: JaegerPorts;
  /** Its process takes connections and does nothing. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
};

/** Starts and stops; `pause` and `unpause` are words Docker has too. */
type Engine = {
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
};

const run = promisify(execFile);

const ofBinary = (path: string, file: string): Engine => {
  let child: ReturnType<typeof spawn> | undefined;
  const kill = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise<void>(resolve => ending.once('exit', () => resolve()));
    ending.kill('SIGKILL');
    await ended;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    kill,
    start: async () => {
      await kill();
      child = spawn(path, ['--config', file], { stdio: 'ignore' });
    },
    freeze: async () => void child?.kill('SIGSTOP'),
    thaw: async () => void child?.kill('SIGCONT'),
  };
};

const ofDocker = (image: string, ports: JaegerPorts): Engine => {
  const name = `weather-${ports.ui}`;
  const docker = async (...args: string[]): Promise<void> => void (await run('docker', args));
  const kill = (): Promise<void> => docker('rm', '--force', name);
  const published = (['ui', 'otlpHttp', 'otlpGrpc'] as const).flatMap(port => [
    '--publish',
    `127.0.0.1:${ports[port]}:${USUAL_PORTS[port]}`,
  ]);
  return {
    kill,
    start: async () => {
      await kill().catch(() => undefined);
      await docker(
        'run',
        '--detach',
        '--name',
        name,
        '--env',
        'JAEGER_LISTEN_HOST=0.0.0.0',
        ...published,
        image,
      );
    },
    freeze: () => docker('pause', name),
    thaw: () => docker('unpause', name),
  };
};

export const openWeather = async (
  context: { after(end: () => Promise<void>): void },
  change: (config: string) => string = config => config,
): Promise<Weather> => {
  const source = await findJaeger();
  const numbers = await freePorts(PORTS.length);
  const ports = { ...USUAL_PORTS };
  PORTS.forEach((name, index) => {
    ports[name] = numbers[index] ?? 0;
  });
  const folder = await mkdtemp(join(tmpdir(), 'weather-'));
  const file = join(folder, 'config.yaml');
  await writeFile(file, change(jaegerConfig(ports)));
  const engine = source.by === 'binary' ? ofBinary(source.path, file) : ofDocker(source.image, ports);
  context.after(async () => {
    await engine.kill().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });
  const start = async (): Promise<void> => {
    await engine.start();
    await until('Jaeger', async () =>
      (await statusOf(`http://localhost:${ports.ui}/api/v3/services`)) === 200 ? true : undefined,
    );
  };
  await start();
  return { ...engine, ports, start };
};

export type Road = {
  url: string;
  /** Done once, before the next search for traces is passed on. */
  atNextSearch(act: () => Promise<void>): void;
};

/** Passes every question on to Jaeger; the moment in which traces are read is known here. */
export const openRoad = async (
  context: { after(end: () => Promise<void>): void },
  uiPort: number,
  /** Addresses this Jaeger shall not have: it then gives its page, as it does for those it does not know. */
  hidden = /^$/,
): Promise<Road> => {
  let act: (() => Promise<void>) | undefined;
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (hidden.test(path))
      return void response.setHeader('content-type', 'text/html').end('<title>Jaeger UI</title>');
    if (path.includes('query.serviceName')) {
      const now = act;
      act = undefined;
      await now?.();
    }
    fetch(`http://localhost:${uiPort}${path}`)
      .then(async answer => response.writeHead(answer.status).end(await answer.text()))
      .catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  context.after(async () => {
    server.closeAllConnections();
    await new Promise<void>(resolve => server.close(() => resolve()));
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    atNextSearch: next => {
      act = next;
    },
  };
};
