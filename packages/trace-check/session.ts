// A check as it runs: a receiver of its own, the services the lab needs, requests, evidence.
// A session can check again and again; only services whose files have changed are started anew.

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Span, serviceName } from '#trace-model/span.ts';
import type { LostMail } from '#trace-store/lost-mail.ts';
import { type Recipient, startReceivers } from '#trace-store/receivers.ts';
import type { ThriftReceivers } from '#trace-store/thrift/thrift-doors.ts';
import type { Cause } from './causes/cause.ts';
import { createDraw } from './draw.ts';
import { drive } from './drive.ts';
import type { Delivery, Evidence, RequestRecord } from './evidence.ts';
import type { Verdict } from './finding.ts';
import { judge } from './judge.ts';
import type { Lab, LabRequest } from './lab.ts';
import { type Outfit, openFleet } from './launch/fleet.ts';
import { jaegerWanted, portMap } from './launch/jaeger-doors.ts';
import { unfolded } from './launch/jaeger-tags.ts';
import { withoutLastRequest } from './requests-due.ts';

/** Evidence is complete when the lab passes on it, or when nothing has arrived for this long. */
const QUIET_MS = 150;
const GATHER_WITHIN_MS = 1_500;
const POLL_MS = 5;
const SEEN_WITHIN_MS = 2_000;
const END_KNOWN_WITHIN_MS = 500;

export type Checked = { evidence: Evidence; verdict: Verdict };

export type Stage = 'looking' | 'starting' | 'asking' | 'gathering' | 'stopping';

export type SessionOptions = {
  root: string;
  lab: Lab;
  labId: string;
  labCauses?: Cause[];
  onStage?(stage: Stage): void;
};

export type CheckOptions = Outfit & {
  seed: number;
  /** Leave the services running for the next check. */
  keep: boolean;
};

export type Session = Awaited<ReturnType<typeof openSession>>;

const unique = (index: number): string => `${Date.now().toString(36)}-${index}`;

export const openSession = async (options: SessionOptions) => {
  const { root, lab, labId, labCauses = [], onStage } = options;
  let spans: Span[] = [];
  let lostMail: LostMail[] = [];
  /** By the port spans came from: the service names they came under. */
  let names = new Map<number, Set<string>>();
  let arrivedAt = 0;
  const recipient: Recipient = {
    onSpans: (sent, { remotePort, protocol }) => {
      const arrived = protocol === 'thrift' ? unfolded(sent) : sent;
      const here = names.get(remotePort) ?? new Set();
      names.set(remotePort, here);
      for (const span of arrived) {
        spans.push(span);
        here.add(serviceName(span));
      }
      arrivedAt = performance.now();
    },
    onLostMail: mail => {
      lostMail.push(mail);
      arrivedAt = performance.now();
    },
  };
  const receiver = await startReceivers({ httpPort: 0, grpcPort: 0, ...recipient });
  /** Opened once somebody means to use Jaeger's old exporter. */
  let thrift: ThriftReceivers | undefined;
  const fleet = await openFleet({
    root,
    services: lab.services,
    portMap: () => portMap(receiver, thrift?.ports),
    compileCache: join(root, '.workshop', 'compile-cache'),
  });

  /** A service may open several connections; each name is told once. */
  const deliveries = (): Delivery[] => {
    const known = new Map<string, Delivery>();
    for (const [port, here] of names) {
      const service = fleet.serviceOfPort(port);
      if (service) for (const as of here) known.set(`${service} ${as}`, { service, as });
    }
    return [...known.values()];
  };

  const collect = (check: CheckOptions, startedAt: number, requests: RequestRecord[]): Evidence => ({
    format: 'follow-the-request/evidence',
    version: 1,
    lab: labId,
    gathered: 'private',
    startedAt,
    node: process.version,
    seed: check.seed,
    receiver: { httpPort: receiver.httpPort, grpcPort: receiver.grpcPort },
    requests: [...requests],
    spans: [...spans],
    deliveries: deliveries(),
    lostMail: lostMail.map(mail => {
      const service = fleet.serviceOfPort(mail.remotePort);
      return service ? { ...mail, service } : mail;
    }),
    hops: [...fleet.hops],
    calls: [...fleet.calls],
    processes: fleet.members(),
    sources: fleet.sources(check),
  });

  const judged = (evidence: Evidence, asked = lab): Checked => ({
    evidence,
    verdict: judge(asked, labId, evidence, labCauses),
  });

  const gather = async (
    check: CheckOptions,
    startedAt: number,
    requests: RequestRecord[],
  ): Promise<Checked> => {
    onStage?.('gathering');
    await fleet.flush();
    const deadline = performance.now() + GATHER_WITHIN_MS;
    arrivedAt = performance.now();
    let seenAt = -1;
    const soFar = withoutLastRequest(lab);
    for (;;) {
      if (arrivedAt !== seenAt) {
        seenAt = arrivedAt;
        const checked = judged(collect(check, startedAt, requests), soFar);
        if (checked.verdict.passed) return checked;
      }
      const time = performance.now();
      if (time > deadline || time - arrivedAt > QUIET_MS)
        return judged(collect(check, startedAt, requests), soFar);
      await pause(POLL_MS);
    }
  };

  /** Sends a request, waits until every service on its way has seen it, then tells all to stop. */
  const stopDuring = async (asked: LabRequest, id: string): Promise<RequestRecord> => {
    onStage?.('stopping');
    const before = fleet.hops.length;
    const sent = drive(fleet.ports, asked, id);
    const deadline = performance.now() + SEEN_WITHIN_MS;
    while (fleet.hops.length < before + lab.services.length && performance.now() < deadline) {
      if ((await Promise.race([sent, pause(POLL_MS)])) !== undefined) break;
    }
    await fleet.stopAll();
    return { ...(await sent), last: true };
  };

  let ending: Promise<void> | undefined;
  /** Ends the services at once and for good. */
  const end = (): Promise<void> => {
    ending ??= fleet.end().then(async () => {
      await receiver.close();
      await thrift?.close();
    });
    return ending;
  };

  const openJaegerDoors = async (check: CheckOptions): Promise<void> => {
    if (thrift !== undefined || !jaegerWanted(fleet.sources(check), check.env)) return;
    const { startThriftReceivers } = await import('#trace-store/thrift/thrift-doors.ts');
    thrift = await startThriftReceivers({ http: 0, binary: 0, compact: 0 }, recipient);
  };

  return {
    async check(check: CheckOptions): Promise<Checked> {
      const startedAt = performance.timeOrigin + performance.now();
      spans = [];
      lostMail = [];
      names = new Map();
      fleet.hops.length = 0;
      fleet.calls.length = 0;
      onStage?.('starting');
      const requests: RequestRecord[] = [];
      await openJaegerDoors(check);
      if (!(await fleet.dress(check))) {
        const checked = judged(collect(check, startedAt, requests));
        if (!check.keep) await fleet.killAll();
        return checked;
      }
      onStage?.('asking');
      const draw = createDraw(check.seed);
      for (const [index, asked] of lab.requests(draw).entries()) {
        requests.push(await drive(fleet.ports, asked, unique(index)));
        if (requests.at(-1)?.failure === 'timeout') {
          await fleet.findStuck();
          break;
        }
        // a service that went down in the middle of an answer is gone a moment before its end is known
        if (requests.at(-1)?.failure !== undefined) await fleet.endKnown(END_KNOWN_WITHIN_MS);
        if (!fleet.alive()) break;
      }
      fleet.markEndedEarly();
      const checked = await gather(check, startedAt, requests);
      const last = lab.lastRequest?.(draw);
      // in a session that goes on, the end is tried only when all else is well: it costs a start of every service
      if (last === undefined || (check.keep && !checked.verdict.passed) || !fleet.alive()) {
        // a service may also end while its spans are read
        fleet.markEndedEarly();
        const ended = judged(collect(check, startedAt, requests));
        if (!check.keep) await fleet.killAll();
        return ended;
      }
      requests.push(await stopDuring(last, unique(requests.length)));
      const final = judged(collect(check, startedAt, requests));
      // the next check finds them running: after a save only what was saved starts anew
      if (check.keep) await fleet.launch(check);
      return final;
    },

    end,
    [Symbol.asyncDispose]: end,
  };
};
