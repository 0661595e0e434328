// Loaded first into every service under check. It watches and changes nothing the learner wrote:
// headers as they arrive, calls as they leave, connections that fail, a process.exit, a crash.
// It imports nothing of OpenTelemetry, so it can't disturb the load order the labs teach.
//
// One thing it redirects: a learner may write `http://localhost:4318` in code, as one would at work.
// While a check runs, that port leads to the check's own receiver.

import type { Socket as DatagramSocket } from 'node:dgram';
import { subscribe } from 'node:diagnostics_channel';
import { type EventEmitter, errorMonitor } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PORT_MAP_VARIABLE, type WitnessMessage, type WitnessOrder } from './witness-messages.ts';

const say = (message: WitnessMessage): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const now = (): number => performance.timeOrigin + performance.now();

// requests in and out

type HeaderValue = string | number | string[] | undefined;
const flat = (headers: Record<string, HeaderValue>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));

subscribe('http.server.request.start', event => {
  const { request } = event as { request: IncomingMessage };
  if (request.url === '/health') return;
  say({
    witness: 'hop',
    at: now(),
    method: request.method ?? '',
    url: request.url ?? '',
    headers: flat(request.headers),
  });
});

/** Telemetry that is on its way: a flush empties the SDK's queue, and does not wait for these. */
const deliveries = new Set<ClientRequest>();
const delivered = (event: unknown): void => {
  const { request } = event as { request: ClientRequest };
  deliveries.delete(request);
};
subscribe('http.client.response.finish', delivered);
subscribe('http.client.request.error', delivered);

subscribe('http.client.request.start', event => {
  const { request } = event as { request: ClientRequest };
  if (/^\/(v1|api\/traces)\b/.test(request.path)) deliveries.add(request);
  say({
    witness: 'call',
    at: now(),
    method: request.method,
    host: request.host,
    path: request.path,
    headers: flat(request.getHeaders()),
  });
});

// connections

const portMap = new Map(
  Object.entries(JSON.parse(process.env[PORT_MAP_VARIABLE] ?? '{}') as Record<string, number>).map(
    ([from, to]) => [Number(from), to] as const,
  ),
);
const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '']);

// node's own http agent sets path to null on a socket that is not a pipe
type Target = { host?: string; port?: number | string; path?: string | null };

const isTarget = (value: unknown): value is Target => typeof value === 'object' && value !== null;

/** `connect` is called with a normalized [options, callback] array, with options, or with (port, host). */
const targetOf = (args: unknown[]): Target | undefined => {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  return isTarget(first) ? first : undefined;
};

const watchOutcome = (socket: net.Socket, host: string, port: number): void => {
  const report = (outcome: string): void =>
    say({ witness: 'connect', host, port, localPort: socket.localPort ?? 0, outcome });
  socket.once('connect', () => report('connected'));
  // errorMonitor sees an error without handling it
  const emitter: EventEmitter = socket;
  emitter.once(errorMonitor, (error: NodeJS.ErrnoException) => {
    if (error.syscall === 'connect' || error.syscall === 'getaddrinfo' || error instanceof AggregateError)
      report(error.code ?? error.message);
  });
};

const original = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]): net.Socket {
  const target = targetOf(args);
  if (target?.port !== undefined && !target.path) {
    const host = target.host ?? 'localhost';
    const port = Number(target.port);
    const instead = LOCAL.has(host) ? portMap.get(port) : undefined;
    if (instead !== undefined) target.port = instead;
    watchOutcome(this, host, port);
  }
  return Reflect.apply(original, this, args);
};

// datagrams, which Jaeger's old exporter sends; nobody else pays for loading what sends them

const UDP_PORTS = [6831, 6832];

/** `send(msg, port, host?)`, or `send(msg, offset, length, port, host?)`. */
const portAt = (args: unknown[]): number =>
  typeof args[1] === 'number' && typeof args[2] === 'number' && typeof args[3] === 'number' ? 3 : 1;

if (UDP_PORTS.some(port => portMap.has(port))) {
  const { Socket: Datagrams } = await import('node:dgram');
  const told = new WeakSet<object>();
  const send = Datagrams.prototype.send;
  Datagrams.prototype.send = function redirected(this: DatagramSocket, ...args: unknown[]): void {
    const at = portAt(args);
    const port = Number(args[at]);
    const host = typeof args[at + 1] === 'string' ? String(args[at + 1]) : 'localhost';
    const instead = LOCAL.has(host) ? portMap.get(port) : undefined;
    if (instead !== undefined) args[at] = instead;
    Reflect.apply(send, this, args);
    if (told.has(this)) return;
    told.add(this);
    // the system gives the socket a port when it first sends
    this.once('listening', () =>
      say({ witness: 'connect', host, port, localPort: this.address().port, outcome: 'sent' }),
    );
  };
}

// the end of the process

const exit = process.exit.bind(process);
process.exit = (code?: number | string | null): never => {
  say({ witness: 'exit-called', code: String(code ?? 0), stack: new Error('process.exit').stack ?? '' });
  return exit(code);
};

process.on('uncaughtExceptionMonitor', (error: unknown) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  say({ witness: 'crash', name, message, stack: stack ?? '' });
});

// the SDK, seen through the API's own global

type Diag = Partial<Record<'error' | 'warn' | 'info' | 'debug' | 'verbose', (...args: unknown[]) => void>>;

type ApiGlobal = {
  diag?: Diag;
  trace?: { getDelegate?(): { forceFlush?(): Promise<void> } };
  propagation?: { fields?(): string[] };
};

const api = (): ApiGlobal | undefined => {
  const global: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'));
  return typeof global === 'object' && global !== null ? global : undefined;
};

/** As they are now: a tracing.ts may set them in code. */
const telemetryVariables = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] =>
      /^(OTEL_|NODE_OPTIONS$|TRACES_EXPORTER$)/.test(entry[0]),
    ),
  );

/** A span misused in a loop says so each time; the first few tell it all. */
const MOST_SAYINGS = 40;
/** Frames of the learner's own code lie below those of the SDK. */
const STACK_FRAMES = 20;
let sayings = 0;
let listening = false;

const hearSaying = (level: 'warn' | 'error', args: unknown[]): void => {
  sayings += 1;
  if (sayings > MOST_SAYINGS) return;
  const text = args.filter(arg => typeof arg === 'string').join(' ');
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  const stack = new Error(text).stack ?? '';
  Error.stackTraceLimit = stackTraceLimit;
  say({ witness: 'sdk-said', level, message: text, stack });
};

/** The SDK tells of misused spans through the API's diag channel, to which nobody listens by default. */
const listenToSdk = (): void => {
  const global = api();
  if (global === undefined || listening) return;
  listening = true;
  const before = global.diag;
  global.diag = {
    error: (...args) => {
      hearSaying('error', args);
      before?.error?.(...args);
    },
    warn: (...args) => {
      hearSaying('warn', args);
      before?.warn?.(...args);
    },
    info: (...args) => before?.info?.(...args),
    debug: (...args) => {
      // the one thing a learner must hear that the SDK takes for a detail: from here on it drops spans
      if (/^maxQueueSize reached/.test(String(args[0]))) hearSaying('warn', args);
      before?.debug?.(...args);
    },
    verbose: (...args) => before?.verbose?.(...args),
  };
};

const LOOK_AGAIN_MS = 2;

/** The checker waits for this with a limit of its own. */
const allDelivered = async (): Promise<void> => {
  do await pause(LOOK_AGAIN_MS);
  while (deliveries.size > 0);
};

const isOrder = (value: unknown): value is WitnessOrder =>
  typeof value === 'object' && value !== null && 'order' in value;

process.on('message', async (message: unknown) => {
  if (!isOrder(message)) return;
  if (message.order === 'report-sdk') {
    listenToSdk();
    return say({
      witness: 'sdk',
      registered: api()?.trace !== undefined,
      propagates: api()?.propagation?.fields?.() ?? [],
      env: telemetryVariables(),
    });
  }
  await api()
    ?.trace?.getDelegate?.()
    .forceFlush?.()
    .catch(() => undefined);
  await allDelivered();
  say({ witness: 'flushed', id: message.id });
});
// listening for orders must not keep a service alive that has ended its work
process.channel?.unref();
