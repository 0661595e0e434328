import { type Case, sourcesOf } from '../../case.ts';
import type { ProcessRecord } from '../../evidence.ts';
import type { ServiceName } from '../../launch/service.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll } from '../cause.ts';
import { undo } from './address.ts';
import { downstreamOf } from './silent.ts';

const SIZE_VARIABLE = 'OTEL_BSP_MAX_QUEUE_SIZE';
const USUAL_SIZE = '2048';

/** What is missing, torn or too few where spans were dropped. What is wrong with a span that came has another cause. */
const BY_DROPPING = new Set<Symptom['what']>([
  'no-spans',
  'no-entry',
  'no-edge',
  'several-traces',
  'orphan',
  'span-missing',
  'span-misplaced',
  'span-count',
  'lost-at-stop',
]);

/** The first is said when the queue overflows, the second with the first span that finds room again. */
const OVERFLOWS = /maxQueueSize reached, dropping spans/;
const DROPPED = /Dropped (\d+) spans because maxQueueSize reached/;

const droppedBy = ({ sdkSaid = [] }: ProcessRecord): number =>
  sdkSaid.reduce((sum, { message }) => sum + Number(DROPPED.exec(message)?.[1] ?? 0), 0);

const whereFull = ({ sdkSaid = [], service }: ProcessRecord, seen: Case) => {
  const said = sdkSaid.find(({ message }) => OVERFLOWS.test(message));
  return whereInStack(said?.stack.split('\n') ?? [], sourcesOf(seen, service));
};

/** A dropped span also tears off what hung below it, in the services it called. */
const tornBy = (service: ServiceName, symptoms: Symptom[], seen: Case): Symptom[] => {
  const torn = new Set<string | undefined>([service, ...downstreamOf(service, seen)]);
  return symptoms.filter(
    ({ what, service: here, to, rule }) =>
      BY_DROPPING.has(what) &&
      (torn.has(here) || torn.has(to) || (rule.rule === 'span' && rule.inside?.service === service)),
  );
};

export const queueFull: Cause = {
  id: 'queue-full',
  title: "The SDK's queue was full",
  family: 'silence',
  seen: 'Many spans of one kind arrive, and others of the same request are missing without a pattern.',
  why: 'Finished spans wait in a queue of 2,048 until they are sent, 512 at a time. Spans that end while it is full are dropped, whichever they are, and the SDK says so only to those who listen to its `diag` channel.',
  fix: 'Make fewer spans: one for the whole loop, with the number of rounds as an attribute. A larger `OTEL_BSP_MAX_QUEUE_SIZE` moves the limit and takes memory.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    seen.evidence.processes.flatMap(process => {
      const { service, env, sdkSaid = [] } = process;
      if (!sdkSaid.some(({ message }) => OVERFLOWS.test(message) || DROPPED.test(message))) return [];
      const dropped = droppedBy(process);
      const size = env[SIZE_VARIABLE] || USUAL_SIZE;
      const where = whereFull(process, seen);
      return explainAll(tornBy(service, symptoms, seen), {
        saw: `${service} ended more spans at once than its queue of ${size} holds${dropped === 0 ? '' : `, and ${dropped} were dropped`}.`,
        message:
          'A span that ends while the queue is full is dropped, whichever it is, and the SDK prints nothing.',
        ...(where ? { where } : {}),
        next: env[SIZE_VARIABLE]
          ? undo(SIZE_VARIABLE, undefined)
          : 'Make one span for the whole loop in place of one for each round, and note the number of rounds as an attribute.',
      });
    }),
};
