// The services of one check: started together, restarted only when their files have changed.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, Exit, Hop, OutgoingCall, ProcessRecord, SourceRecord } from '../evidence.ts';
import { crowding } from './crowding.ts';
import { freePorts } from './free-ports.ts';
import {
  healthy,
  type RunningService,
  SERVICE_NAMES,
  type ServiceName,
  StartFailure,
  startService,
  tracingPath,
} from './service.ts';
import { whereStuck } from './stuck.ts';
import { isWitnessMessage, PORT_MAP_VARIABLE, type WitnessMessage } from './witness-messages.ts';

const WITNESS = join(import.meta.dirname, 'witness.ts');
/** A learner's service that has not answered by now waits for something that does not come. */
const READY_WITHIN_MS = 8_000;
const SDK_REPORT_WITHIN_MS = 1_000;
const FLUSH_WITHIN_MS = 1_500;
/** The SDK's own limit is 10 s: an address where nobody answers would hold up the verdict. */
const DELIVER_WITHIN_MS = 1_000;

export type Outfit = {
  partDirs: string[];
  env: Record<string, string>;
  /** How a report names a file. */
  shown(path: string): string;
};

type Member = {
  running: RunningService;
  fingerprint: string;
  record: ProcessRecord;
  exit: Exit | undefined;
  sdk: PromiseWithResolvers<void>;
  flushed: Map<number, () => void>;
  localPorts: Set<number>;
};

const partFiles = (
  root: string,
  { partDirs, env }: Outfit,
  service: ServiceName,
): { file: string; path: string }[] => {
  const files = new Map<string, string>();
  for (const dir of partDirs) {
    const folder = join(dir, service);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).filter(name => /\.[cm]?[jt]s$/.test(name)))
      if (!files.has(file)) files.set(file, join(folder, file));
  }
  if (!files.has('tracing.ts')) files.set('tracing.ts', tracingPath(root, partDirs, service, env));
  return [...files].map(([file, path]) => ({ file, path }));
};

const addConnection = (connections: Connection[], host: string, port: number, outcome: string): void => {
  const known = connections.find(one => one.host === host && one.port === port && one.outcome === outcome);
  if (known) known.count += 1;
  else connections.push({ host, port, outcome, count: 1 });
};

export const openFleet = async (options: {
  root: string;
  services: ServiceName[];
  /** Where the usual ports for telemetry lead to while this check runs. */
  portMap(): Record<number, number>;
  compileCache: string;
}) => {
  const { root, services, portMap } = options;
  const numbers = await freePorts(SERVICE_NAMES.length);
  const ports = Object.fromEntries(SERVICE_NAMES.map((name, index) => [name, numbers[index] ?? 0])) as Record<
    ServiceName,
    number
  >;
  const members = new Map<ServiceName, Member>();
  const hops: Hop[] = [];
  const calls: OutgoingCall[] = [];
  let flushes = 0;
  let ended = false;

  const hear = (member: Member, message: WitnessMessage): void => {
    const { service } = member.running;
    const { record } = member;
    switch (message.witness) {
      case 'hop':
        hops.push({
          service,
          at: message.at,
          method: message.method,
          url: message.url,
          headers: message.headers,
        });
        break;
      case 'call':
        calls.push({ ...message, service });
        break;
      case 'connect':
        addConnection(record.connections, message.host, message.port, message.outcome);
        member.localPorts.add(message.localPort);
        break;
      case 'exit-called':
        record.exitCalled = { code: message.code, stack: message.stack };
        break;
      case 'crash':
        record.crash = { name: message.name, message: message.message, stack: message.stack };
        break;
      case 'sdk':
        record.sdk = { registered: message.registered, propagates: message.propagates };
        record.env = message.env;
        member.sdk.resolve();
        break;
      case 'sdk-said':
        record.sdkSaid = [
          ...(record.sdkSaid ?? []),
          { level: message.level, message: message.message, stack: message.stack },
        ];
        break;
      case 'flushed':
        member.flushed.get(message.id)?.();
        break;
    }
  };

  const start = (service: ServiceName, outfit: Outfit, fingerprint: string): Member => {
    const early: WitnessMessage[] = [];
    let member: Member | undefined;
    const running = startService({
      root,
      service,
      ports,
      partDirs: outfit.partDirs,
      preload: [WITNESS],
      readyWithinMs: READY_WITHIN_MS * crowding(),
      env: {
        [PORT_MAP_VARIABLE]: JSON.stringify(portMap()),
        NODE_COMPILE_CACHE: options.compileCache,
        OTEL_BSP_SCHEDULE_DELAY: '100',
        OTEL_EXPORTER_OTLP_TIMEOUT: String(Math.round(DELIVER_WITHIN_MS * crowding())),
        ...outfit.env,
      },
      onMessage: message => {
        if (!isWitnessMessage(message)) return;
        if (member) hear(member, message);
        else early.push(message);
      },
    });
    const record: ProcessRecord = { service, pid: running.pid, env: {}, connections: [], lines: [] };
    member = {
      running,
      fingerprint,
      record,
      exit: undefined,
      sdk: Promise.withResolvers<void>(),
      flushed: new Map(),
      localPorts: new Set(),
    };
    const started = member;
    void running.exited.then(exit => {
      started.exit = exit;
      record.exit = exit;
      started.sdk.resolve();
      for (const done of started.flushed.values()) done();
    });
    return started;
  };

  const fingerprintOf = (service: ServiceName, outfit: Outfit): string => {
    const hash = createHash('sha1').update(JSON.stringify(outfit.env));
    for (const { path } of partFiles(root, outfit, service)) hash.update(path).update(readFileSync(path));
    return hash.digest('hex');
  };

  const within = async (limit: number, waits: Promise<void>[]): Promise<void> => {
    const limited = Promise.withResolvers<void>();
    const timer = setTimeout(limited.resolve, limit);
    await Promise.race([Promise.all(waits), limited.promise]);
    clearTimeout(timer);
  };

  const launch = async (outfit: Outfit): Promise<void> => {
    await Promise.all(
      services.map(async service => {
        const fingerprint = fingerprintOf(service, outfit);
        const old = members.get(service);
        if (old !== undefined) {
          const fit = old.exit === undefined && !old.record.startFailure && !old.record.stuckAt;
          if (fit && old.fingerprint === fingerprint) return;
          old.running.kill();
          await old.running.exited;
        }
        // the check may have been ended meanwhile
        if (ended) return;
        members.set(service, start(service, outfit, fingerprint));
      }),
    );
  };

  const killAll = async (): Promise<void> => {
    for (const member of members.values()) member.running.kill();
    await Promise.all([...members.values()].map(member => member.running.exited));
  };

  const findWhereStuck = async (running: RunningService, record: ProcessRecord): Promise<void> => {
    const stack = await whereStuck(running.pid, running.listen);
    if (stack) record.stuckAt = stack;
  };

  return {
    ports,
    members: (): ProcessRecord[] =>
      [...members.values()].map(({ record, running }) => ({ ...record, lines: running.lines() })),
    hops,
    calls,
    serviceOfPort: (port: number): ServiceName | undefined =>
      [...members.values()].find(member => member.localPorts.has(port))?.running.service,
    alive: (): boolean => [...members.values()].every(member => member.exit === undefined),

    /** Starts what is missing or has changed, and does not wait for it. */
    launch,

    /** Starts what is missing or has changed, and waits. False when something did not come up. */
    async dress(outfit: Outfit): Promise<boolean> {
      await launch(outfit);
      const results = await Promise.all(
        [...members.values()].map(async ({ running, record }) => {
          try {
            await running.ready;
            return true;
          } catch (error) {
            if (!(error instanceof StartFailure)) throw error;
            record.startFailure = { reason: error.reason, code: error.code };
            if (error.reason === 'not-ready') await findWhereStuck(running, record);
            return false;
          }
        }),
      );
      if (!results.every(Boolean)) return false;
      for (const { running } of members.values()) running.send({ order: 'report-sdk' });
      await within(
        SDK_REPORT_WITHIN_MS,
        [...members.values()].map(member => member.sdk.promise),
      );
      return true;
    },

    /** Waits until one of them has ended, or for so long. */
    async endKnown(limit: number): Promise<void> {
      const limited = Promise.withResolvers<void>();
      const timer = setTimeout(limited.resolve, limit);
      const ends = [...members.values()].map(member => member.running.exited);
      await Promise.race([...ends, limited.promise]);
      clearTimeout(timer);
    },

    async flush(): Promise<void> {
      flushes += 1;
      const id = flushes;
      await within(
        FLUSH_WITHIN_MS * crowding(),
        [...members.values()].map(member => {
          const done = Promise.withResolvers<void>();
          member.flushed.set(id, done.resolve);
          if (member.exit !== undefined || !member.running.send({ order: 'flush', id })) done.resolve();
          return done.promise;
        }),
      );
    },

    sources: (outfit: Outfit): SourceRecord[] =>
      services.flatMap(service =>
        partFiles(root, outfit, service).map(({ file, path }) => ({
          service,
          file,
          path: outfit.shown(path),
          text: readFileSync(path, 'utf8'),
        })),
      ),

    /** After a request without an answer: which service is busy, and where. */
    async findStuck(): Promise<void> {
      await Promise.all(
        [...members.values()].map(async ({ running, record, exit }) => {
          if (exit === undefined && !(await healthy(running.port, running.pid)))
            await findWhereStuck(running, record);
        }),
      );
    },

    markEndedEarly(): void {
      for (const { record, exit } of members.values())
        if (exit && !record.startFailure) record.endedEarly = true;
    },

    async stopAll(): Promise<void> {
      await Promise.all([...members.values()].map(member => member.running.stop()));
    },

    killAll,

    /** Nothing is started after this. */
    end(): Promise<void> {
      ended = true;
      return killAll();
    },
  };
};
