// When no cause is known for a symptom, the observation itself is the finding, with where to look next.

import { sameName } from '../names.ts';
import type { Symptom, SymptomKind } from '../symptom.ts';
import type { CauseInfo, Explanation } from './cause.ts';

type Plain = CauseInfo & { next: string };

const structure = 'structure' as const;
const meaning = 'meaning' as const;

const PLAIN: Record<SymptomKind, Plain> = {
  'not-ready': {
    id: 'service-not-ready',
    title: 'A service did not start',
    family: 'start',
    seen: 'The service ended, or did not answer, before the first request was sent.',
    why: 'Something in its part threw an error, ended the process or never finished.',
    fix: 'Read what the service printed. The newest lines come last.',
    next: 'Read what the service printed, fix that, and save.',
  },
  'not-asked': {
    id: 'not-asked',
    title: 'The check saw too little',
    family: 'start',
    seen: 'A request of the lab was not sent, so nothing can be said of it.',
    why: 'The check ended early, or the kept evidence is from another version of the lab.',
    fix: 'Check again.',
    next: 'Check again. If you judged kept evidence, keep it anew.',
  },
  'no-answer': {
    id: 'no-answer',
    title: 'A request was not answered',
    family: 'start',
    seen: 'The check asked the shop and got no answer in time.',
    why: 'A handler waits for something that never happens, or a step neither returns nor throws.',
    fix: 'Follow the request through your code. Every promise must be awaited or returned, and every path must end.',
    next: 'Look for a promise that never settles, or a callback that is never called.',
  },
  'wrong-answer': {
    id: 'wrong-answer',
    title: 'The shop answers differently now',
    family: 'start',
    seen: 'The status of an answer is not the one the shop gave before.',
    why: 'Tracing must not change what a service does. A value that is no longer returned, an error that is swallowed or a call that throws are the usual reasons.',
    fix: 'Return what the step returned before, and throw again what you catch.',
    next: 'Check that every step still returns its value and throws its errors on.',
  },
  'no-spans': {
    id: 'no-spans',
    title: 'A service sends no spans',
    family: 'silence',
    seen: 'The service answered, and no span of it arrived.',
    why: 'The SDK is not started, is started too late, or sends elsewhere.',
    fix: 'Start the SDK in `tracing.ts`, and check its exporter.',
    next: 'Open the tracing.ts of this service and follow the SDK from `new` to `start`.',
  },
  'no-entry': {
    id: 'no-entry-span',
    title: 'A service has no server span',
    family: structure,
    seen: 'Spans of the service are there, and none has the kind server.',
    why: 'The HTTP instrumentation makes that span. It is missing, or switched off for this route.',
    fix: 'Add `HttpInstrumentation` to the instrumentations of the service.',
    next: 'Check that HttpInstrumentation is among the instrumentations of this service.',
  },
  'wrong-entry-name': {
    id: 'entry-name',
    title: 'The server span has another name',
    family: structure,
    seen: 'The server span is not named by method and route.',
    why: 'The HTTP instrumentation knows the method only. The Express instrumentation adds the route.',
    fix: 'Use both, and let nothing rename the span.',
    next: 'Check that ExpressInstrumentation runs in this service, and that nothing renames its server span.',
  },
  'no-edge': {
    id: 'broken-edge',
    title: 'Two services are not joined',
    family: structure,
    seen: 'One service called another, and their spans do not hang together.',
    why: 'The trace context did not cross, or one side did not pick it up.',
    fix: 'Compare the headers the second service received with the spans the first one made.',
    next: 'Look at the call between the two: who makes it, and does a traceparent header go with it?',
  },
  'too-many-edges': {
    id: 'too-many-calls',
    title: 'More calls than expected',
    family: structure,
    seen: 'One service called another more often than the request needs.',
    why: 'A step runs twice, or is traced twice.',
    fix: 'Make each call once, and trace it once.',
    next: 'Look for a step that runs twice.',
  },
  'several-traces': {
    id: 'several-traces',
    title: 'One request, several traces',
    family: structure,
    seen: 'A span of this request began a trace of its own.',
    why: 'When it was started no span was active, so it became a root.',
    fix: 'Start it while its parent is active.',
    next: 'Find where this span is started, and which span should be active there.',
  },
  orphan: {
    id: 'orphan',
    title: 'A parent is missing',
    family: structure,
    seen: 'A span names a parent that never arrived.',
    why: 'Only ended spans are sent. The parent was not ended, not sampled, or never sent.',
    fix: 'End every span on every path.',
    next: 'Find the span that should be the parent, and check that it ends on every path.',
  },
  'span-missing': {
    id: 'span-missing',
    title: 'A span is missing',
    family: structure,
    seen: 'The task asks for a span, and no span of that name arrived.',
    why: 'It was not started, has another name, or was never ended.',
    fix: 'Start it round the step, give it the name of the task, and end it.',
    next: 'Start a span of this name round the step, and end it.',
  },
  'span-misplaced': {
    id: 'span-misplaced',
    title: 'A span hangs in the wrong place',
    family: structure,
    seen: 'The span is there, with another parent than the task asks for.',
    why: 'A span becomes the child of the span that is active when it starts.',
    fix: 'Start it inside the callback of its parent.',
    next: 'Check which span is active where this one starts.',
  },
  'span-count': {
    id: 'span-count',
    title: 'Too many or too few spans of a kind',
    family: structure,
    seen: 'The number of spans is not the number of steps.',
    why: 'The span lies outside the loop, or inside a loop too many.',
    fix: 'Start one span for each step.',
    next: 'Count how often the line that starts this span runs.',
  },
  'span-too-short': {
    id: 'span-too-short',
    title: 'A span is shorter than its step',
    family: structure,
    seen: 'The step took time, and the span of that name did not last as long.',
    why: 'The span lies round another step, or ended before the step did.',
    fix: 'Start the span before the step, await the step inside it, and end it after.',
    next: 'Check what happens between the start and the end of this span, and that it is awaited.',
  },
  'span-unwanted': {
    id: 'span-unwanted',
    title: 'A span that tells nothing',
    family: 'style',
    seen: 'There is a span the task asks to leave out.',
    why: 'A span is worth its place when it takes time, can fail, or crosses a border.',
    fix: 'Leave it out.',
    next: 'Remove this span.',
  },
  'attribute-missing': {
    id: 'attribute-missing',
    title: 'An attribute is missing',
    family: meaning,
    seen: 'The span is there, and the attribute is not.',
    why: 'It was not set, was set on another span, or had a value that can not be sent.',
    fix: 'Set it on this span, with a string, a number or a boolean.',
    next: 'Set this attribute on this span.',
  },
  'attribute-type': {
    id: 'attribute-type',
    title: 'An attribute has the wrong type',
    family: meaning,
    seen: 'The value is right for a reader, and wrong for a search.',
    why: 'A search compares like with like: "more than 100" needs a number, and neither text nor an object is one.',
    fix: 'Set the value with its own type.',
    next: 'Set it with its own type, not as text.',
  },
  'attribute-value': {
    id: 'attribute-value',
    title: 'An attribute has another value',
    family: meaning,
    seen: 'The attribute is there, with a value of something else.',
    why: 'It is written in the code, or taken from the wrong place.',
    fix: 'Take it from this very request.',
    next: 'Take the value from this request.',
  },
  'old-name': {
    id: 'attribute-name',
    title: 'An attribute nobody searches for',
    family: meaning,
    seen: 'The value is there, under a name other tools do not use.',
    why: 'Names are shared, so that one search works for every service. This one is not among them.',
    fix: 'Use the name of the semantic conventions.',
    next: 'Look the name up in the semantic conventions and use theirs.',
  },
  'secret-found': {
    id: 'secret-sent',
    title: 'A secret left the process',
    family: meaning,
    seen: 'A value that must stay inside the shop was found in a span.',
    why: 'Whatever is set on a span is sent, stored, and read by many.',
    fix: 'Leave it out. Where you need to tell two apart, set a part of it or a name for it.',
    next: 'Remove this value from the span.',
  },
  'event-missing': {
    id: 'event-missing',
    title: 'An event is missing',
    family: meaning,
    seen: 'The span is there, and the moment is not marked on it, or not in this order.',
    why: 'The event was not added, has another name, or was added before the step it speaks of.',
    fix: 'Add the event right after the step, on the span of that step.',
    next: 'Add this event at the moment it happens.',
  },
  'event-unwanted': {
    id: 'event-unwanted',
    title: 'An event of something that did not happen',
    family: meaning,
    seen: 'The span has an event of a step that was not reached.',
    why: 'The event is added before the step, and the step failed.',
    fix: 'Add the event after the step has worked.',
    next: 'Move the event behind the step it speaks of.',
  },
  'status-not-error': {
    id: 'status-not-error',
    title: 'A failure that looks well',
    family: meaning,
    seen: 'The request failed here, and the span has no error status.',
    why: 'Nobody told the span. A span that knows nothing of a failure stays unset.',
    fix: 'Set the status to error where the failure is known.',
    next: 'Call setStatus with SpanStatusCode.ERROR where the failure passes through.',
  },
  'status-error': {
    id: 'status-error',
    title: 'A good request painted red',
    family: meaning,
    seen: 'The span has the status error, and nothing failed in it.',
    why: 'An answer nobody likes is still an answer. Red is for what broke.',
    fix: 'Leave the status unset unless this step failed.',
    next: 'Set the error status only where this step failed.',
  },
  'no-exception': {
    id: 'no-exception',
    title: 'A failure without a reason',
    family: meaning,
    seen: 'The span failed, and no exception was recorded on it.',
    why: 'The status says that it failed. Only the exception says why.',
    fix: 'Record the exception on the span before it ends.',
    next: 'Call recordException with the error before the span ends.',
  },
  'outlasts-parent': {
    id: 'outlasts-parent',
    title: 'A child outlasts its parent',
    family: structure,
    seen: 'The parent ended while a step inside it was still running.',
    why: 'The parent did not wait.',
    fix: 'Await the step before you end the span round it.',
    next: 'Await the inner step before the outer span ends.',
  },
  'names-grow': {
    id: 'names-grow',
    title: 'A name for every request',
    family: meaning,
    seen: 'The same step has another name each time.',
    why: 'A value of the request is part of the name, so nothing can be grouped.',
    fix: 'Keep the name constant. Put the value into an attribute.',
    next: 'Take the value out of the name and set it as an attribute.',
  },
  'too-many-spans': {
    id: 'too-many-spans',
    title: 'More spans than the story needs',
    family: 'style',
    seen: 'One request makes a crowd of spans in one service.',
    why: 'Each of them costs, and together they hide what matters.',
    fix: 'Keep the spans that take time, can fail, or cross a border.',
    next: 'Look at the names of these spans and leave out those that tell nothing.',
  },
  'lost-at-stop': {
    id: 'lost-at-stop',
    title: 'The last spans are lost',
    family: 'silence',
    seen: 'A service was told to stop, and the spans it still held never arrived.',
    why: 'Spans are sent in batches. Whoever ends first loses the batch.',
    fix: 'Let the provider shut down before the process ends, and end the exporter last.',
    next: 'Look for something that ends the process or the exporter before the spans are sent.',
  },
};

export const PLAIN_CAUSES: CauseInfo[] = Object.values(PLAIN).map(({ next: _next, ...info }) => info);

/** What should lie inside a span that is not there lies elsewhere; that goes without saying. */
const lackIt = ({ match }: Symptom, all: Symptom[]): Symptom[] =>
  all.filter(
    ({ what, rule }) =>
      what === 'span-misplaced' &&
      rule.rule === 'span' &&
      rule.inside?.name !== undefined &&
      match?.name !== undefined &&
      sameName(rule.inside.name, match.name),
  );

const isAlike = (symptom: Symptom, first: Symptom): boolean =>
  symptom.what === first.what &&
  symptom.service === first.service &&
  symptom.to === first.to &&
  symptom.key === first.key &&
  symptom.match?.name === first.match?.name;

/** The finding for a symptom nobody could explain; others of the same kind and place go with it. */
export const plainCause = (
  first: Symptom,
  all: Symptom[],
): { cause: CauseInfo; explanation: Explanation } => {
  const { next, ...cause } = PLAIN[first.what];
  const { what } = first;
  const alike = all.filter(
    symptom =>
      symptom !== first &&
      // without the service nothing could be asked
      (what === 'not-ready' ? symptom.what !== 'not-ready' : isAlike(symptom, first)),
  );
  const related = what === 'span-missing' ? lackIt(first, all) : [];
  return { cause, explanation: { covers: [first, ...alike, ...related], message: cause.why, next } };
};
