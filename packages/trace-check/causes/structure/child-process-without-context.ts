import { parentIsRemote, type Span, serviceName } from '#trace-model/span.ts';
import type { Case } from '../../case.ts';
import { callsTo, type Source, whereIs } from '../../source/source.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';
import { sourcesFor } from './by-hand.ts';

const pidOf = (span: Span): number | undefined => {
  const value = span.resource.attributes['process.pid'];
  if (value?.type === 'int') return Number(value.value);
  return value?.type === 'double' ? value.value : undefined;
};

/** Through Jaeger the process that answers requests under this name is the service. */
const ownPids = (seen: Case, service: string): (number | undefined)[] => {
  if (seen.evidence.gathered === 'private')
    return seen.evidence.processes.filter(process => process.service === service).map(process => process.pid);
  return seen.evidence.spans
    .filter(span => span.kind === 'server' && serviceName(span) === service)
    .map(pidOf);
};

/** A span under the service's name, from a process that is not the service. */
const isElsewhere = (span: Span, seen: Case): boolean => {
  const pid = pidOf(span);
  const known = ownPids(seen, serviceName(span));
  return pid !== undefined && known.length > 0 && !known.includes(pid);
};

const STARTERS = ['fork', 'spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync'];

const startsProcess = (sources: Source[]): ReturnType<typeof whereIs> | undefined => {
  for (const source of sources) {
    const [call] = callsTo(source, ...STARTERS).filter(one => !/\.exec$/.test(one.name));
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

export const childProcessWithoutContext: Cause = {
  id: 'child-process-without-context',
  title: 'A step runs in another process, without the trace context',
  family: 'structure',
  seen: 'The spans of the step are a trace of their own, and another process sent them.',
  why: 'The active span lives in the memory of one process. A child process starts with nothing, unless it is given the context.',
  fix: 'Run the step in the service itself. If it must be another process, hand it the context: inject it into `TRACEPARENT` of its environment, and extract it there.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const roots = ofKind(symptoms, 'several-traces').filter(symptom =>
      symptom.spans.some(span => isElsewhere(span, seen) && parentIsRemote(span) !== true),
    );
    const traces = new Set(roots.flatMap(symptom => symptom.spans.map(span => span.traceId)));
    const covers = [
      ...roots,
      ...symptoms.filter(
        symptom =>
          !roots.includes(symptom) &&
          symptom.spans.some(span => traces.has(span.traceId) && isElsewhere(span, seen)),
      ),
    ];
    const span = roots[0]?.spans[0];
    if (span === undefined) return [];
    const where = startsProcess(sourcesFor(seen, serviceName(span)));
    return explainAll(covers, {
      saw: `"${span.name}" was sent by another process than ${serviceName(span)} itself, and began a trace of its own.`,
      message: 'A child process does not inherit the active span: nobody told it which trace it works for.',
      ...(where ? { where } : {}),
      next: 'Run the step in the service itself. A later lab hands the context to another process.',
    });
  },
};
