// In an Express handler the active span is Express's own, not the one that stands for the request.

import type { Span } from '#trace-model/span.ts';
import { type Case, type RequestView, sourcesOf, spansOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const carrierOf = (symptom: Symptom, view: RequestView): Span | undefined => {
  const { key, service } = symptom;
  if (key === undefined || service === undefined) return undefined;
  const bearers = spansOf(view, service).filter(span => key in span.attributes);
  return bearers.find(span => !symptom.spans.includes(span));
};

type Found = { symptom: Symptom; carrier: Span };

const isLayer = ({ carrier }: Found): boolean => carrier.scope.name.includes('instrumentation-express');

const explainOnLayer = ([first]: Found[], key: string) => ({
  saw: `"${key}" is on "${first?.carrier.name}", a span Express makes for your handler. The entry span "${first?.symptom.spans[0]?.name}" does not have it.`,
  message:
    "In an Express handler, getActiveSpan() is Express's own span. Whoever searches for requests searches entry spans, and finds nothing.",
  next: 'Ask the HTTP instrumentation for the entry span: getRPCMetadata(context.active())?.span, with getRPCMetadata from @opentelemetry/core.',
});

const explainElsewhere = ([first]: Found[], key: string) => ({
  saw: `"${key}" is on "${first?.carrier.name}", and it was due on "${first?.symptom.spans[0]?.name}".`,
  message: 'The attribute was set on another span: the one that was at hand, or active, at that line.',
  next: `Set it on "${first?.symptom.spans[0]?.name}".`,
});

const whereOf = (seen: Case, [first]: Found[], key: string) =>
  first?.symptom.service && whereKey(sourcesOf(seen, first.symptom.service), key);

export const attributeOnAnotherSpan: Cause = {
  id: 'attribute-on-another-span',
  title: 'An attribute on another span',
  family: 'meaning',
  seen: 'The attribute is in the trace, on a span below the one it belongs to: in Express often on "request handler".',
  why: '`trace.getActiveSpan()` is the innermost active span. The Express instrumentation opens one for each handler, so inside a handler it is that one. Searches and alerts look at the entry span, the one of kind server.',
  fix: 'Take the entry span from the HTTP instrumentation:\n\n```ts\ngetRPCMetadata(context.active())?.span.setAttribute(key, value);\n```\n\n`getRPCMetadata` comes from `@opentelemetry/core`, `context` from `@opentelemetry/api`.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const found = ofKind(symptoms, 'attribute-missing').flatMap((symptom): Found[] => {
      const carrier = symptom.request && carrierOf(symptom, symptom.request);
      return carrier ? [{ symptom, carrier }] : [];
    });
    const keys = [...new Set(found.map(({ symptom }) => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const group = found.filter(({ symptom }) => symptom.key === key);
      const explained = group.some(isLayer)
        ? explainOnLayer(group.filter(isLayer), key)
        : explainElsewhere(group, key);
      return explainAll(
        group.map(({ symptom }) => symptom),
        { ...explained, where: whereOf(seen, group, key) },
      );
    });
  },
};
