import { sourcesOf, spansOf } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { lineWith, type Source } from '../../source/source.ts';
import { type Cause, type Explanation, ofKind, servicesWith } from '../cause.ts';
import { shownBy, silentServices } from './silent.ts';

const LEFT_OUT = /ignoreIncomingRequestHook|disableIncomingRequestInstrumentation|ignoreIncomingPaths/;

const whereLeftOut = (sources: Source[]): Where | undefined => {
  for (const source of sources) {
    const where = lineWith(source, LEFT_OUT);
    // leaving out GET /health is what the option is for
    if (where && !where.code.includes('/health')) return where;
  }
  return undefined;
};

const explained = (service: string, where: Where): Omit<Explanation, 'covers' | 'saw'> => ({
  message: 'This option tells HttpInstrumentation which requests to leave out, and it leaves out too many.',
  next: `Remove the option, or let it leave out GET /health only. Then ${service} has server spans again.`,
  where,
});

export const requestsLeftOut: Cause = {
  id: 'requests-left-out',
  title: 'The instrumentation is told to look away',
  family: 'silence',
  seen: 'An SDK with an HTTP instrumentation is at work in the service, and no server span comes of it.',
  why: '`ignoreIncomingRequestHook` answers true for requests that matter, or `disableIncomingRequestInstrumentation` is set.',
  fix: 'Leave the option out, or let it answer true for `/health` only.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const silent = silentServices(symptoms, seen).flatMap(({ service, process, sources, covers }) => {
      const where = whereLeftOut(sources);
      // a connection for spans means that some were made
      const makesSome = (process?.connections ?? []).some(one => one.port === 4317 || one.port === 4318);
      if (where === undefined || process?.sdk?.registered !== true || makesSome) return [];
      const saw = `No span of ${service} arrived. An SDK is at work there, and it made none.`;
      return [{ ...explained(service, where), covers, saw }];
    });
    const halfSilent = servicesWith(symptoms, 'no-entry').flatMap(service => {
      const spans = seen.requests.flatMap(view => spansOf(view, service));
      const where = whereLeftOut(sourcesOf(seen, service));
      if (where === undefined || spans.length === 0 || spans.some(span => span.kind === 'server')) return [];
      const shown = shownBy(service, symptoms, seen);
      const [first, ...rest] = [
        ...ofKind(shown, 'no-entry'),
        ...shown.filter(symptom => symptom.what !== 'no-entry'),
      ];
      if (first === undefined) return [];
      const saw = `${service} sent spans of its calls, and no server span.`;
      return [
        { ...explained(service, where), covers: [first, ...rest] satisfies Explanation['covers'], saw },
      ];
    });
    return [...silent, ...halfSilent];
  },
};
