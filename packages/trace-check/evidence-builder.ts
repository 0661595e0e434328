// The one builder of evidence for tests: requests written with the trees they left behind, and whatever
// else was seen. Times are counted: the first request is sent at SENT_AT, each further one a second later.
//
//   const seen = evidence(
//     [{ name: 'an order', traces: [span('api-gateway', 'GET /orders/:id', { kind: 'server' })] }],
//     { processes: { 'order-service': { env: { OTEL_SDK_DISABLED: 'true' } } } },
//   );
//   const findings = findingsOf(tinyLab([{ rule: 'reports', services: ['order-service'] }]), seen);

import { FIRST_NANO, type SpanSketch, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import type { Cause } from './causes/cause.ts';
import type {
  Delivery,
  Evidence,
  Hop,
  OutgoingCall,
  ProcessRecord,
  RequestRecord,
  SourceRecord,
  StrayMail,
} from './evidence.ts';
import type { Finding } from './finding.ts';
import { judge } from './judge.ts';
import type { Lab, LabRequest, Rule } from './lab.ts';
import { isServiceName, type ServiceName } from './launch/service.ts';

const NANOS_PER_MS = 1_000_000n;
const GAP_MS = 1_000;

export const SENT_AT = Number(FIRST_NANO / NANOS_PER_MS);

export type RequestSketch = Partial<Omit<LabRequest, 'status'>> & {
  name: string;
  /** One entry for each trace id; an entry with several roots is one trace with several roots. */
  traces?: (SpanSketch | SpanSketch[])[];
  /** What it was answered with, and with what it had to be: 200 unless said otherwise. */
  status?: number;
  due?: number;
  answer?: unknown;
  failure?: RequestRecord['failure'];
  last?: true;
  hops?: (Partial<Hop> & { service: ServiceName })[];
  calls?: (Partial<OutgoingCall> & { service: ServiceName })[];
};

export type Surroundings = {
  processes?: Partial<Record<ServiceName, Partial<ProcessRecord>>>;
  lostMail?: (Partial<StrayMail> & Pick<StrayMail, 'reason'>)[];
  /** `{ 'order-service/tracing.ts': text }`; a report names it labs/NN/order-service/tracing.ts. */
  sources?: Record<string, string>;
  /** Who delivered, and under which service names. Without it: every service of the spans, under its own. */
  deliveries?: Delivery[];
  /** Spans of no request. */
  stray?: Span[];
};

/** A lab with one task, or one for each list of rules. */
export const tinyLab = (
  rules: Rule[] | Rule[][],
  services: ServiceName[] = ['api-gateway', 'order-service', 'user-service'],
): Lab => {
  const lists = rules.filter(Array.isArray);
  const tasks = lists.length > 0 ? lists : [rules.filter(rule => !Array.isArray(rule))];
  return {
    title: 'A tiny lab',
    goal: 'One thing holds.',
    minutes: 1,
    lesson: '/lessons/first-trace',
    services,
    parts: services.map(service => `${service}/tracing.ts`),
    requests: () => [],
    tasks: tasks.map((list, index) => ({
      id: index + 1,
      title: `Task ${index + 1}`,
      rules: list,
      hints: ['Why?', 'Here.', 'This.'],
    })),
    expected: { request: 'an order', tree: { service: 'api-gateway', name: 'GET /orders/:id' } },
  };
};

const spansOf = (sketch: RequestSketch, index: number): Span[] =>
  (sketch.traces ?? []).flatMap((roots, at) =>
    trace(roots, { number: index * 100 + at + 1, startMs: index * GAP_MS + 1 }),
  );

const recordOf = (sketch: RequestSketch, index: number): RequestRecord => {
  const { name, service, method = 'GET', path = '/orders/1001', body, faults, answerHas, due = 200 } = sketch;
  const { status = due, answer, failure, last } = sketch;
  const sentAt = SENT_AT + index * GAP_MS;
  return {
    id: `request-${index}`,
    asked: {
      name,
      method,
      path,
      status: due,
      ...(service ? { service } : {}),
      ...(body === undefined ? {} : { body }),
      ...(faults ? { faults } : {}),
      ...(answerHas ? { answerHas } : {}),
    },
    sentAt,
    answeredAt: sentAt + GAP_MS / 2,
    ...(failure ? { failure } : { status }),
    ...(answer === undefined ? {} : { answer }),
    ...(last ? { last } : {}),
  };
};

const processOf = (service: ServiceName, index: number, known: Partial<ProcessRecord>): ProcessRecord => ({
  service,
  pid: 1000 + index,
  sdk: { registered: true, propagates: ['traceparent', 'tracestate', 'baggage'] },
  env: {},
  connections: [],
  lines: [],
  ...known,
});

const sourceOf = ([name, text]: [string, string]): SourceRecord => {
  const [service = '', file = ''] = name.split('/');
  if (!isServiceName(service)) throw new Error(`"${name}" must be service/file.ts.`);
  return { service, file, path: `labs/NN/${name}`, text };
};

const deliveriesOf = (spans: Span[]): Delivery[] => {
  const names = new Set(
    spans.flatMap(span => {
      const name = span.resource.attributes['service.name'];
      return name?.type === 'string' ? [name.value] : [];
    }),
  );
  return [...names].filter(isServiceName).map(service => ({ service, as: service }));
};

export const evidence = (sketches: RequestSketch[], around: Surroundings = {}): Evidence => {
  const requests = sketches.map(recordOf);
  const spans = [...sketches.flatMap(spansOf), ...(around.stray ?? [])];
  const at = (index: number): number => SENT_AT + index * GAP_MS + 1;
  const services: ServiceName[] = ['api-gateway', 'order-service', 'user-service', 'inventory-service'];
  return {
    format: 'follow-the-request/evidence',
    version: 1,
    lab: 'tiny',
    gathered: 'private',
    startedAt: SENT_AT - GAP_MS,
    node: 'v24.21.0',
    seed: 1,
    receiver: { httpPort: 4318, grpcPort: 4317 },
    requests,
    spans,
    deliveries: around.deliveries ?? deliveriesOf(spans),
    lostMail: (around.lostMail ?? []).map(mail => ({
      at: SENT_AT,
      port: 'http',
      bytes: 100,
      remotePort: 50_000,
      detail: '',
      ...mail,
    })),
    hops: sketches.flatMap(({ hops = [] }, index) =>
      hops.map(hop => ({ at: at(index), method: 'GET', url: '/orders/1001', headers: {}, ...hop })),
    ),
    calls: sketches.flatMap(({ calls = [] }, index) =>
      calls.map(call => ({
        at: at(index),
        method: 'GET',
        host: 'localhost',
        path: '/orders/1001',
        headers: {},
        ...call,
      })),
    ),
    processes: services.map((service, index) => processOf(service, index, around.processes?.[service] ?? {})),
    sources: Object.entries(around.sources ?? {}).map(sourceOf),
  };
};

export const findingsOf = (lab: Lab, seen: Evidence, labCauses: Cause[] = []): Finding[] =>
  judge(lab, 'tiny', seen, labCauses).findings;
