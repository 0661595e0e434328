// A check of a shop that already runs: requests go to its own ports, traces are read back from Jaeger
// (or from the trace store, which speaks the same /api/v3). What only a private check can see is not there:
// lost mail, headers, exits, and what happens when a service is told to stop.

import { setTimeout as pause } from 'node:timers/promises';
import { decodeOtlpJson } from '#trace-model/otlp.ts';
import { type Span, serviceName } from '#trace-model/span.ts';
import type { Cause } from './causes/cause.ts';
import { createDraw } from './draw.ts';
import { drive } from './drive.ts';
import type { Evidence, RequestRecord, SourceRecord } from './evidence.ts';
import { judge } from './judge.ts';
import type { Lab } from './lab.ts';
import { SERVICE_NAMES, SERVICES, type ServiceName } from './launch/service.ts';
import type { Checked } from './session.ts';

export class JaegerError extends Error {
  override name = 'JaegerError';
}

const ANSWERS_WITHIN_MS = 5_000;
/** A service may hold a batch for 5 s unless it was told otherwise; Jaeger's own takes 0.2 s more. */
const GATHER_WITHIN_MS = 9_000;
const QUIET_MS = 2_000;
const POLL_MS = 100;
const MOST_TRACES = '200';

const ports = (): Record<ServiceName, number> =>
  Object.fromEntries(
    SERVICE_NAMES.map(name => [
      name,
      Number(process.env[SERVICES[name].portVariable]) || SERVICES[name].port,
    ]),
  ) as Record<ServiceName, number>;

const get = async (base: string, path: string): Promise<unknown> => {
  const url = new URL(path, base).href;
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch(
    (error: unknown) => {
      const why =
        error instanceof Error && error.name === 'TimeoutError'
          ? 'did not answer in time'
          : 'does not answer';
      throw new JaegerError(
        `${base} ${why}. Is Jaeger running there? \`npm start\` runs the trace store at http://localhost:16686.`,
      );
    },
  );
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.status === 404 && path.includes('/traces?')) return { result: { resourceSpans: [] } };
  if (!answer.ok || typeof body !== 'object')
    throw new JaegerError(
      `${url} answered ${answer.status}, and not as Jaeger does. \`--jaeger\` needs a Jaeger that speaks /api/v3 (version 2).`,
    );
  return body;
};

const spansIn = (answer: unknown): Span[] => {
  const result =
    typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined;
  return result === undefined ? [] : decodeOtlpJson(result);
};

const readSpans = async (base: string, services: ServiceName[], from: number): Promise<Span[]> => {
  const found = new Map<string, Span>();
  const since = new Date(from - 1_000).toISOString();
  const known = await get(base, '/api/v3/services');
  const names =
    typeof known === 'object' && known !== null && 'services' in known && Array.isArray(known.services)
      ? known.services
      : [];
  for (const service of new Set<string>([
    ...services,
    ...names.filter(name => /^unknown_service/.test(String(name))),
  ])) {
    const query = new URLSearchParams({
      'query.serviceName': service,
      'query.startTimeMin': since,
      'query.startTimeMax': new Date(Date.now() + 60_000).toISOString(),
      'query.searchDepth': MOST_TRACES,
    });
    for (const span of spansIn(await get(base, `/api/v3/traces?${query}`)))
      found.set(`${span.traceId}${span.spanId}`, span);
  }
  const earliest = BigInt(Math.floor((from - 5) * 1_000_000));
  return [...found.values()].filter(span => span.startNano >= earliest && serviceName(span) !== 'jaeger');
};

export const checkThroughJaeger = async (options: {
  lab: Lab;
  labId: string;
  labCauses: Cause[];
  base: string;
  seed: number;
  sources: SourceRecord[];
}): Promise<Checked> => {
  const { lab, labId, labCauses, base, seed, sources } = options;
  await get(base, '/api/v3/services');
  const startedAt = performance.timeOrigin + performance.now();
  const requests: RequestRecord[] = [];
  for (const [index, asked] of lab.requests(createDraw(seed)).entries()) {
    const record = await drive(ports(), asked, `${startedAt.toString(36).slice(0, 8)}-${index}`);
    if (record.failure === 'refused')
      throw new JaegerError(
        `The shop does not run: ${asked.service ?? 'api-gateway'} does not answer at port ${ports()[asked.service ?? 'api-gateway']}. Start it with \`npm run lab ${labId.slice(0, 2)}\`, then check again.`,
      );
    requests.push(record);
  }
  const evidence = (spans: Span[]): Evidence => ({
    format: 'follow-the-request/evidence',
    version: 1,
    lab: labId,
    gathered: 'jaeger',
    startedAt,
    node: process.version,
    seed,
    receiver: { httpPort: 4318, grpcPort: 4317 },
    requests,
    spans,
    deliveries: [],
    lostMail: [],
    hops: [],
    calls: [],
    processes: [],
    sources,
  });
  const judged = (seen: Evidence): Checked => ({
    evidence: seen,
    verdict: judge(lab, labId, seen, labCauses),
  });

  const deadline = performance.now() + GATHER_WITHIN_MS;
  let count = -1;
  let changedAt = performance.now();
  for (;;) {
    const spans = await readSpans(base, lab.services, startedAt);
    const time = performance.now();
    if (spans.length !== count) {
      count = spans.length;
      changedAt = time;
    }
    const checked = judged(evidence(spans));
    const quiet = spans.length > 0 && time - changedAt > QUIET_MS;
    if (checked.verdict.passed || quiet || time > deadline) return checked;
    await pause(POLL_MS);
  }
};
