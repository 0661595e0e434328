// Starts one service of the shop as a process of its own and says when it is ready, or why it is not.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type ServiceName = 'api-gateway' | 'order-service' | 'user-service' | 'inventory-service';

export const SERVICES: Record<ServiceName, { portVariable: string; port: number }> = {
  'api-gateway': { portVariable: 'API_GATEWAY_PORT', port: 8080 },
  'user-service': { portVariable: 'USER_SERVICE_PORT', port: 8001 },
  'order-service': { portVariable: 'ORDER_SERVICE_PORT', port: 8002 },
  'inventory-service': { portVariable: 'INVENTORY_SERVICE_PORT', port: 8003 },
};

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];
export const isServiceName = (text: string): text is ServiceName => text in SERVICES;

/** A service with the SDK is up in 0.4 s alone and 0.9 s with three others on two cores. */
const READY_WITHIN_MS = 15_000;
const POLL_MS = 10;
/** The chassis gives open requests 5 s; a service still there after that is ended by force. */
const STOP_WITHIN_MS = 7_000;
const LINES_KEPT = 200;
const OUTPUT_DRAIN_MS = 300;

export type StartReason = 'exited' | 'not-ready';

export class StartFailure extends Error {
  override name = 'StartFailure';
  readonly service: ServiceName;
  readonly reason: StartReason;
  readonly lines: string[];
  readonly code: number | null;

  constructor(service: ServiceName, reason: StartReason, lines: string[], code: number | null) {
    const what =
      reason === 'exited'
        ? `ended with code ${code} before it was ready`
        : `did not answer GET /health within ${READY_WITHIN_MS / 1000} s`;
    super([`${service} ${what}.`, ...lines.slice(-12)].join('\n'));
    this.service = service;
    this.reason = reason;
    this.lines = lines;
    this.code = code;
  }
}

export type Exit = { code: number | null; signal: string | null };

export type RunningService = {
  service: ServiceName;
  port: number;
  pid: number;
  /** Rejects with a StartFailure. */
  ready: Promise<void>;
  exited: Promise<Exit>;
  /** The newest lines it printed. */
  lines(): string[];
  /** Calls back with every further line; answers with what ends that. */
  listen(onLine: (line: string) => void): () => void;
  send(message: object): boolean;
  /** Asks it to end; resolves when it has. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
};

export type StartOptions = {
  root: string;
  service: ServiceName;
  ports: Record<ServiceName, number>;
  partDirs: string[];
  env?: Record<string, string>;
  /** Modules loaded before the service's own tracing. */
  preload?: string[];
  readyWithinMs?: number;
  onLine?(line: string, stream: 'out' | 'err'): void;
  onMessage?(message: unknown): void;
};

/** Where a part is read from: the first folder that has it, or the shop itself. */
export const partPath = (root: string, partDirs: string[], part: string): string => {
  const folder = partDirs.find(dir => existsSync(join(dir, part)));
  return join(folder ?? join(root, 'services'), part);
};

/** While this is set, a service without a tracing.ts of the lab chooses its exporter by it. */
export const EXPORTER_VARIABLE = 'TRACES_EXPORTER';

/** The tracing a service is started with: the lab's, the one that chooses its exporter, or the shop's own. */
export const tracingPath = (
  root: string,
  partDirs: string[],
  service: ServiceName,
  env: Record<string, string | undefined>,
): string => {
  const part = `${service}/tracing.ts`;
  const ofLab = partDirs.some(dir => existsSync(join(dir, part)));
  const chosen = env[EXPORTER_VARIABLE] ?? process.env[EXPORTER_VARIABLE];
  return chosen && !ofLab ? join(root, 'services', 'chassis', 'tracing.ts') : partPath(root, partDirs, part);
};

export const healthy = (port: number, pid: number): Promise<boolean> =>
  new Promise(resolve => {
    const asked = request(
      {
        host: 'localhost',
        port,
        path: '/health',
        agent: false,
        timeout: 1_000,
        headers: { 'x-asked-of': pid },
      },
      answer => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode === 200));
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });

const splitLines = (onLine: (line: string) => void): ((chunk: string) => void) => {
  let rest = '';
  return chunk => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
};

const waitUntilReady = async (
  service: ServiceName,
  port: number,
  child: ChildProcess,
  limit: number,
  lines: string[],
): Promise<void> => {
  const deadline = Date.now() + limit;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new StartFailure(service, 'exited', lines, child.exitCode);
    if (await healthy(port, child.pid ?? 0)) return;
    await pause(POLL_MS);
  }
  throw new StartFailure(service, 'not-ready', lines, null);
};

export const startService = (options: StartOptions): RunningService => {
  const { root, service, ports, partDirs, env = {}, preload = [], onLine, onMessage } = options;
  const tracing = tracingPath(root, partDirs, service, env);
  const imports = [...preload, tracing].flatMap(module => ['--import', module]);
  const portVariables = SERVICE_NAMES.map(name => [SERVICES[name].portVariable, String(ports[name])]);
  // port 0: should the inspector be opened, it takes any free port
  const child = spawn(
    process.execPath,
    ['--inspect-port=0', ...imports, join(root, 'services', service, 'main.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...Object.fromEntries(portVariables),
        SHOP_PARTS: partDirs.join(delimiter),
        ...env,
      },
    },
  );

  const kept: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const keep = (stream: 'out' | 'err') => (line: string) => {
    for (const listener of listeners) listener(line);
    // an answer to whereStuck, not the service's own words
    if (
      /^(Debugger listening on|For help, see: https:\/\/nodejs\.org\/learn|Debugger attached|Debugger ending)/.test(
        line,
      )
    )
      return;
    kept.push(line);
    if (kept.length > LINES_KEPT) kept.shift();
    onLine?.(line, stream);
  };
  child.stdout?.setEncoding('utf8').on('data', splitLines(keep('out')));
  child.stderr?.setEncoding('utf8').on('data', splitLines(keep('err')));
  if (onMessage) child.on('message', onMessage);

  const exited = new Promise<Exit>(resolve => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    // a program the service started may hold its output open after the service is gone
    child.once('exit', (code, signal) =>
      setTimeout(() => resolve({ code, signal }), OUTPUT_DRAIN_MS).unref(),
    );
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const ready = waitUntilReady(
    service,
    ports[service],
    child,
    options.readyWithinMs ?? READY_WITHIN_MS,
    kept,
  );
  ready.catch(() => undefined);

  return {
    service,
    port: ports[service],
    pid: child.pid ?? -1,
    ready,
    exited,
    lines: () => [...kept],
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: message => child.connected && child.send(message),
    stop: async () => {
      if (gone()) return void (await exited);
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(force);
    },
    kill: () => {
      if (!gone()) child.kill('SIGKILL');
    },
  };
};
