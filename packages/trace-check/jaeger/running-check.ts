// A check of a shop that already runs: requests go to its own ports, traces are read back from Jaeger
// or the trace store. What only a private check can see is not there: lost mail, headers, exits, and what
// happens when a service is told to stop.

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { userAgentOf } from '../case.ts';
import type { Cause } from '../causes/cause.ts';
import { createDraw } from '../draw.ts';
import { drive } from '../drive.ts';
import type { Evidence, RequestRecord, SourceRecord } from '../evidence.ts';
import { judge } from '../judge.ts';
import type { Lab } from '../lab.ts';
import type { Checked, Stage } from '../session.ts';
import { type Address, readAddress } from './address.ts';
import { type JaegerClient, openJaeger } from './client.ts';
import { GATHER_WITHIN_MS, gather } from './gather.ts';
import { JaegerError } from './jaeger-error.ts';
import { noteOthers, notesOnSilence } from './notes.ts';
import { doorsOf, type Own, type OwnProcess } from './own-spans.ts';
import { readRun } from './read-run.ts';
import { lookAtShop, type ServiceLook, shopPorts } from './shop.ts';
import { changedBetween, complaintAboutShop, type Wanted } from './shop-fit.ts';
import { whySpansStayOut } from './spans-get-in.ts';
import { staleFiles } from './stale.ts';

export type RunningCheck = {
  lab: Lab;
  labId: string;
  labCauses: Cause[];
  /** As a person wrote it. */
  address: string;
  seed: number;
  sources: SourceRecord[];
  /** What the shop must run, such as `labs/03-spans`; anything goes without it. */
  parts?: string;
  /** The folder those parts lie in on this machine: a file saved after the start of its service is not the one that runs. */
  partDir?: string;
  onStage?(stage: Stage): void;
  /** Ctrl-C: whatever is waited for then is given up. */
  signal?: AbortSignal;
};

export type RunningChecked = Checked & {
  /** What the report adds, a sentence each. */
  notes: string[];
  traceUrl(traceId: string): string;
  /** The trace store has a page for a report. */
  storePort: number | undefined;
};

/** A Jaeger of its own binary is there in 0.1 s; one in a container that starts now needs longer than a person waits. */
const OPENS_WITHIN_MS = 2_000;
const OPEN_POLL_MS = 200;
/** `npm run lab` has a service back 0.5 s after a save, compose within 2 s. */
const RESTARTS_WITHIN_MS = 6_000;

const openWithin = async (base: string): Promise<JaegerClient> => {
  const deadline = performance.now() + OPENS_WITHIN_MS;
  for (;;) {
    try {
      return await openJaeger(base);
    } catch (error) {
      if (!(error instanceof JaegerError) || !error.passing || performance.now() > deadline) throw error;
      await pause(OPEN_POLL_MS);
    }
  }
};

const baseOf = (address: Address): string => {
  if ('fault' in address) throw new JaegerError(address.fault);
  return address.base;
};

/** After a save a service is down for a moment, and then it runs the new file. */
const shopThatFits = async (wanted: Wanted, partDir: string | undefined): Promise<ServiceLook[]> => {
  const deadline = performance.now() + RESTARTS_WITHIN_MS;
  for (;;) {
    const looks = await lookAtShop(shopPorts());
    const misfit = complaintAboutShop(looks, wanted);
    const restarting =
      looks.some(({ state }) => state === 'answers') && looks.some(one => one.state === 'down');
    if (misfit !== undefined && !restarting) throw new JaegerError(misfit);
    const stale = partDir === undefined ? undefined : await staleFiles(looks, partDir);
    if (misfit === undefined && stale === undefined) return looks;
    if (performance.now() > deadline) throw new JaegerError(misfit ?? stale ?? '');
    await pause(OPEN_POLL_MS);
  }
};

const processesOf = (looks: ServiceLook[]): OwnProcess[] =>
  looks.flatMap(look => {
    if (look.state !== 'answers') return [];
    const { pid, host, clockAheadMs } = look.health;
    return pid === undefined || host === undefined
      ? []
      : [{ service: look.service, pid, host, clockAheadMs }];
  });

const batchMsOf = (looks: ServiceLook[]): number =>
  Math.max(0, ...looks.flatMap(look => (look.state === 'answers' ? [look.health.batchMs] : [])));

/** The evidence so far, for whoever gives up. */
type Soon = { evidence?: () => Evidence };

const checkToTheEnd = async (options: RunningCheck, soon: Soon): Promise<RunningChecked> => {
  const { lab, labId, labCauses, seed, sources, parts, partDir, onStage } = options;
  onStage?.('looking');
  const number = labId.slice(0, 2);
  const client = await openWithin(baseOf(readAddress(options.address)));
  const before = await shopThatFits({ number, parts, services: lab.services }, partDir);
  const knownBefore = new Set(await client.services());

  const startedAt = performance.timeOrigin + performance.now();
  const requests: RequestRecord[] = [];
  let own: Own = { spans: [], deliveries: [], others: 0 };
  const evidence = (): Evidence => ({
    format: 'follow-the-request/evidence',
    version: 1,
    lab: labId,
    gathered: 'jaeger',
    startedAt,
    node: process.version,
    seed,
    receiver: { httpPort: 4318, grpcPort: 4317 },
    requests: [...requests],
    spans: own.spans,
    deliveries: own.deliveries,
    lostMail: [],
    hops: [],
    calls: [],
    processes: [],
    sources,
  });
  soon.evidence = evidence;
  const giveUp = (message: string): never => {
    throw new JaegerError(message, { evidence: evidence() });
  };
  const stillThere = async (): Promise<void> => {
    const changes = changedBetween(
      before.filter(({ service }) => lab.services.includes(service)),
      await lookAtShop(shopPorts()),
    );
    if (changes.length === 0) return;
    giveUp(
      `In the middle of the check ${changes.join(', and ')}. The terminal of npm run lab says why, or docker compose logs. If it runs again, check again. If not: \`npm run check-lab ${number}\` starts its own services and names the cause.`,
    );
  };

  onStage?.('asking');
  const run = `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
  for (const [index, asked] of lab.requests(createDraw(seed)).entries()) {
    const record = await drive(shopPorts(), asked, `${run}-${index}`);
    requests.push(record);
    if (record.failure !== undefined || record.status !== asked.status) await stillThere();
    if (record.failure !== undefined) break;
  }

  onStage?.('gathering');
  const reading = {
    client,
    services: lab.services,
    requests,
    knownBefore,
    run: {
      agents: new Set(requests.map(({ id }) => userAgentOf(id))),
      doors: doorsOf(lab, new Set(requests.map(({ asked }) => asked.service ?? 'api-gateway'))),
      processes: processesOf(before),
      sinceMs: startedAt,
    },
  };
  const gathered = await gather({
    batchMs: batchMsOf(before),
    read: async reach => {
      own = await readRun(reading, reach);
      return own.spans.length;
    },
    passes: () => judge(lab, labId, evidence(), labCauses).passed,
  });
  if (gathered.trouble !== undefined)
    giveUp(
      `The check sent its requests, but could not read their traces within ${GATHER_WITHIN_MS / 1000} s. ${gathered.trouble.message}`,
    );
  const verdict = judge(lab, labId, evidence(), labCauses);
  const notes: string[] = [];
  const storePort = client.server.is === 'store' ? Number(new URL(client.base).port) : undefined;
  if (!verdict.passed) {
    await stillThere();
    const names = await client.services().catch((): string[] => []);
    if (gathered.absences > 0 || [...knownBefore].some(name => !names.includes(name)))
      giveUp(
        `${client.name} at ${client.base} stopped answering for a moment during the check, and may have lost the traces it held. Check again.`,
      );
    if (own.spans.length === 0) {
      const why = await whySpansStayOut(new URL(client.base).hostname);
      if (why !== undefined)
        giveUp(
          `Not one span of this check arrived, and none can: ${why}. ${client.name} may be full, or was started without OTLP: look at its log (docker compose logs jaeger), start it anew, and check again. \`npm run check-lab ${number}\` needs no Jaeger.`,
        );
    }
    notes.push(...(await notesOnSilence(client, lab.services, own, startedAt, before)));
  }
  notes.push(...noteOthers(own.others));
  return { evidence: evidence(), verdict, notes, traceUrl: client.traceUrl, storePort };
};

export const checkThroughJaeger = async (options: RunningCheck): Promise<RunningChecked> => {
  const soon: Soon = {};
  const given = Promise.withResolvers<never>();
  const giveUp = (): void => {
    const evidence = soon.evidence?.();
    given.reject(new JaegerError('The check was stopped before its end.', evidence ? { evidence } : {}));
  };
  options.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([checkToTheEnd(options, soon), given.promise]);
  } finally {
    options.signal?.removeEventListener('abort', giveUp);
  }
};
