// A span the learner makes: it exists, lies where it should, and says what it should.

import { durationNano, type Span } from '#trace-model/span.ts';
import type { RequestView } from '../case.ts';
import type { EventRule, SpanRule } from '../lab.ts';
import { describe, matches, sameName } from '../names.ts';
import type { Observation } from '../symptom.ts';
import { boundsOf } from './count.ts';
import { attributeFault } from './value.ts';

const quoted = (span: Span): string => `"${span.name}"`;

const about = (rule: SpanRule, view: RequestView): Pick<Observation, 'request' | 'match' | 'service'> => ({
  request: view,
  match: rule.span,
  ...(rule.span.service ? { service: rule.span.service } : {}),
});

const checkPlace = (rule: SpanRule, view: RequestView, span: Span): Observation[] => {
  const { inside, notInside } = rule;
  const ancestors = view.ancestorsOf(span);
  if (inside && !ancestors.some(one => matches(one, inside)))
    return [
      {
        ...about(rule, view),
        what: 'span-misplaced',
        spans: [span],
        saw: `${quoted(span)} is not inside ${describe(inside)}: its parent is ${ancestors[0] ? quoted(ancestors[0]) : 'not there'}.`,
      },
    ];
  const wrong = notInside && ancestors.find(one => matches(one, notInside));
  if (wrong)
    return [
      {
        ...about(rule, view),
        what: 'span-misplaced',
        spans: [span, wrong],
        saw: `${quoted(span)} lies inside ${quoted(wrong)}, and should lie beside it.`,
      },
    ];
  return [];
};

const checkAttributes = (rule: SpanRule, view: RequestView, span: Span): Observation[] =>
  Object.entries(rule.attributes ?? {}).flatMap(([key, expected]): Observation[] => {
    const value = span.attributes[key];
    if (value === undefined || value.type === 'empty')
      return [
        {
          ...about(rule, view),
          what: 'attribute-missing',
          key,
          spans: [span],
          saw: `${quoted(span)} has no attribute "${key}".`,
        },
      ];
    const fault = attributeFault(key, value, expected, view.record);
    return fault
      ? [
          {
            ...about(rule, view),
            what: fault.what,
            key,
            spans: [span],
            saw: `On ${quoted(span)}, ${fault.saw}.`,
          },
        ]
      : [];
  });

const checkEvent = (
  rule: SpanRule,
  view: RequestView,
  span: Span,
  expected: EventRule,
  from: number,
): { next: number; observations: Observation[] } => {
  const index = span.events.findIndex((event, at) => at >= from && sameName(event.name, expected.name));
  const event = span.events[index];
  if (event === undefined) {
    const early = span.events.some(one => sameName(one.name, expected.name));
    const found = span.events.map(one => `"${one.name}"`).join(', ') || 'none';
    const saw = early
      ? `${quoted(span)} has the event "${expected.name}" too early. Its events are ${found}.`
      : `${quoted(span)} has no event "${expected.name}". Its events: ${found}.`;
    return {
      next: from,
      observations: [{ ...about(rule, view), what: 'event-missing', key: expected.name, spans: [span], saw }],
    };
  }
  const observations = Object.entries(expected.attributes ?? {}).flatMap(([key, wanted]): Observation[] => {
    const value = event.attributes[key];
    const base = { ...about(rule, view), key, spans: [span] };
    if (value === undefined || value.type === 'empty')
      return [
        { ...base, what: 'attribute-missing', saw: `The event "${event.name}" has no attribute "${key}".` },
      ];
    const fault = attributeFault(key, value, wanted, view.record);
    return fault ? [{ ...base, what: fault.what, saw: `On the event "${event.name}", ${fault.saw}.` }] : [];
  });
  return { next: index + 1, observations };
};

const checkEvents = (rule: SpanRule, view: RequestView, span: Span): Observation[] => {
  const observations: Observation[] = [];
  let from = 0;
  for (const expected of rule.events ?? []) {
    const result = checkEvent(rule, view, span, expected, from);
    observations.push(...result.observations);
    from = result.next;
  }
  for (const name of rule.noEvents ?? [])
    if (span.events.some(event => sameName(event.name, name)))
      observations.push({
        ...about(rule, view),
        what: 'event-unwanted',
        key: name,
        spans: [span],
        saw: `${quoted(span)} has the event "${name}", and on this request it did not happen.`,
      });
  return observations;
};

const checkDuration = (rule: SpanRule, view: RequestView, span: Span): Observation[] => {
  const lasted = Number(durationNano(span)) / 1e6;
  if (rule.leastMs === undefined || lasted >= rule.leastMs) return [];
  return [
    {
      ...about(rule, view),
      what: 'span-too-short',
      spans: [span],
      saw: `The step was made to take ${rule.leastMs} ms or more on ${view.name}, and ${quoted(span)} lasted ${lasted.toFixed(1)} ms.`,
    },
  ];
};

const checkOutcome = (rule: SpanRule, view: RequestView, span: Span): Observation[] => {
  const base = { ...about(rule, view), spans: [span] };
  const observations: Observation[] = [];
  if (rule.exception && !span.events.some(event => event.name === 'exception'))
    observations.push({
      ...base,
      what: 'no-exception',
      saw: `${view.name} failed in ${quoted(span)}, and the span has no exception event.`,
    });
  if (rule.status === 'error' && span.status.code !== 'error')
    observations.push({
      ...base,
      what: 'status-not-error',
      saw: `${view.name} failed in ${quoted(span)}, and the status of the span is ${span.status.code}.`,
    });
  if (rule.status === 'not-error' && span.status.code === 'error')
    observations.push({
      ...base,
      what: 'status-error',
      saw: `${quoted(span)} has the status error on ${view.name}, and nothing failed there.`,
    });
  return observations;
};

export const checkSpan = (rule: SpanRule, view: RequestView): Observation[] => {
  const found = view.spans.filter(span => matches(span, rule.span));
  const { least, most, says } = boundsOf(rule.count, view.record.asked.body);
  if (found.length === 0 && least > 0)
    return [
      {
        ...about(rule, view),
        what: 'span-missing',
        spans: [],
        saw: `${view.name} has no span ${describe(rule.span)}.`,
      },
    ];
  if (found.length < least || found.length > most)
    return [
      {
        ...about(rule, view),
        what: 'span-count',
        spans: found,
        saw: `${view.name} has ${found.length} × ${describe(rule.span)}, and ${says} was due.`,
      },
    ];
  return found.flatMap(span => [
    ...checkPlace(rule, view, span),
    ...checkDuration(rule, view, span),
    ...checkAttributes(rule, view, span),
    ...checkEvents(rule, view, span),
    ...checkOutcome(rule, view, span),
  ]);
};
