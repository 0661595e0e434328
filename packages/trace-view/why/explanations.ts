// What each kind of odd place means. Where the checker knows the cause, its words are used, so both say the same;
// the rest is said here. `page` is the cause whose page in the lessons tells more.

import type { OddKind } from './odd-place.ts';

export type Explanation = { title: string; means: string; next: string; page?: string };
export type Told = Explanation | { cause: string };

export const EXPLANATIONS: Record<OddKind, Told> = {
  'orphan-local': { cause: 'span-never-ended' },
  'orphan-remote': {
    title: 'The caller’s span never arrived',
    means:
      'The caller passed its span id on in traceparent. The span itself was not ended, was not kept by a sampler, or was sent to another store.',
    next: 'Find the service that called, and see whether any of its spans arrive here.',
    page: 'orphan',
  },
  orphan: { cause: 'orphan' },
  'outside-parent': {
    title: 'Somebody outside began this trace',
    means:
      'A browser, a load balancer, a test or another team’s service sent a traceparent along. Its own span goes to its own backend, or nowhere.',
    next: 'If the caller is yours, send its spans here too. If not, all is well: the trace begins at your border.',
    page: 'orphan',
  },
  gap: {
    title: 'A service in between is silent',
    means:
      'It passed the context on and sent no span of its own: its sampler said no, its exporter leads elsewhere, or it is a proxy that adds a span id and reports to nobody.',
    next: 'Look at the sampler and the exporter of the service that was called first. The others keep to a decision only with a parent-based sampler.',
    page: 'not-sampled',
  },
  'several-roots': {
    title: 'One trace, several beginnings',
    means:
      'Two spans without a parent share a trace id. Either a trace id is made by hand and used again, or a span of this trace was started as a root on purpose.',
    next: 'Look for `root: true`, and for code that makes trace ids or copies them without the span id.',
  },
  'unknown-service': { cause: 'no-service-name' },
  'bare-name': {
    title: 'A server span without a route',
    means:
      'The HTTP instrumentation knows the method and the address. Which route answered, only Express knows. Its instrumentation is missing, or Express was loaded before the hook that lets it step in.',
    next: 'Look for `ExpressInstrumentation` in the list, and for an import of Express that runs before `tracing.ts` is done.',
    page: 'entry-name',
  },
  'two-clients': { cause: 'http-patched-twice' },
  'outlasts-parent': { cause: 'ended-before-child' },
  'outlasts-caller': {
    title: 'The caller did not wait',
    means:
      'A timeout, an abort, or an answer that was sent before the work was done. The work goes on for nobody, or in the background on purpose.',
    next: 'Look at the client span: an error there speaks of a timeout. For background work, begin a new trace and link it.',
  },
  'clock-skew': {
    title: 'Two clocks do not agree',
    means:
      'Each service writes the time of its own machine. A child can’t start before the call that causes it, so one clock is off. Durations are right, positions are not.',
    next: 'Synchronize the clocks (NTP or chrony). Until then, do not read the order of spans across these two services.',
  },
  cycle: {
    title: 'A ring of parents',
    means:
      'No tree has a ring. Ids made by hand, or a context that was stored and used again, put a span under its own child.',
    next: 'Leave ids to the SDK. Look for a span context that is kept in a variable and used for a later request.',
  },
  duplicate: {
    title: 'Two spans with one id',
    means:
      'A span id is drawn at random, so two alike are no accident. An id generator with a fixed seed, a forked process, or a span changed and sent once more does this.',
    next: 'Look for an id generator of your own, and for a proxy that sends a batch twice with changes.',
  },
  'reason-lost': { cause: 'reason-lost' },
  'error-swallowed': { cause: 'error-swallowed' },
  'error-without-message': { cause: 'status-without-exception' },
  'exception-without-status': { cause: 'exception-without-status' },
  'old-name': { cause: 'old-attribute-name' },
  'negative-duration': {
    title: 'It ends before it starts',
    means:
      'The clock was set back while the span was open, or start and end come from two different clocks, such as `Date.now()` and `performance.now()`.',
    next: 'Leave both times to the SDK. If you give one by hand, give both, from the same clock.',
  },
  'zero-duration': {
    title: 'It takes no time at all',
    means:
      'The span was ended right where it was started, or its clock counts in steps that are too large to see it.',
    next: 'If the step takes time, end the span after it. If it takes none, an event on the parent says the same.',
  },
  dropped: {
    title: 'Something was left out',
    means:
      'The SDK keeps 128 attributes, events and links of each kind on a span by default. What comes after is counted and dropped.',
    next: 'Put less on one span: a span for each step, or one event with a number in it. The limits are OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT and its kin.',
  },
};
