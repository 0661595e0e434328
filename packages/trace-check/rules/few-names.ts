// Span names are few: a name that holds an id, a product or an index makes a new name with every request.
// A number in a name is no harm by itself: "step 2" is one name, as long as it is there each time.

import type { Span } from '#trace-model/span.ts';
import { type Case, type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

const VARIES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{8,}|[0-9]+/gi;

/** `reserve item 1` and `reserve item 2` have one shape. */
const shapeOf = (name: string): string => name.replace(VARIES, '#');

/** Two requests that went the same way: what is constant is the same in both. */
const wayOf = ({ record }: RequestView): string =>
  `${record.asked.method} ${shapeOf(record.asked.path.split('?')[0] ?? '')} ${record.status}`;

const ownSpans = (view: RequestView, service: string): Span[] =>
  spansOf(view, service).filter(
    span => span.kind === 'internal' && !span.scope.name.includes('instrumentation'),
  );

type Seen = { view: RequestView; spans: Span[]; values: string[] };

/** Values long enough to be recognized in a name: words of four letters, numbers of three digits. */
const valuesOf = ({ record }: RequestView): string[] => {
  const values = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 3) values.add(value);
    else if (typeof value === 'number' && Math.abs(value) >= 100) values.add(String(value));
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) collect(inner);
  };
  collect(record.asked.body);
  for (const step of record.asked.path.split(/[/?&=]/)) if (/^\d{3,}$/.test(step)) values.add(step);
  return [...values];
};

const holds = (name: string, value: string): boolean => name.toLowerCase().includes(value.toLowerCase());

/** The name is there where the value is, and not there where another value is. */
const followsValue = (name: string, value: string, alike: Seen[]): boolean =>
  alike.some(({ values }) => !values.includes(value)) &&
  alike.every(({ spans, values }) => values.includes(value) || !spans.some(span => span.name === name));

const observation = (service: RuleOf<'few-names'>['service'], spans: Span[], saw: string): Observation => ({
  what: 'names-grow',
  service,
  spans,
  saw,
});

const growing = (service: RuleOf<'few-names'>['service'], alike: Seen[]): Observation[] => {
  const shapes = Map.groupBy(
    alike.flatMap(({ spans }) => spans),
    span => shapeOf(span.name),
  );
  return [...shapes].flatMap(([shape, spans]): Observation[] => {
    const names = [...new Set(spans.map(span => span.name))];
    const inEach = alike
      .map(one => new Set(one.spans.map(span => span.name).filter(name => shapeOf(name) === shape)))
      .filter(found => found.size > 0);
    const constant = inEach.every(found => names.every(name => found.has(name)));
    if (names.length > 1 && !constant) {
      const shown = names.slice(0, 3).map(name => `"${name}"`);
      return [observation(service, spans, `One step has ${names.length} names: ${shown.join(', ')}.`)];
    }
    const values = alike.flatMap(one => one.values);
    for (const name of names) {
      const value = values.find(one => holds(name, one) && followsValue(name, one, alike));
      if (value !== undefined)
        return [
          observation(service, spans, `The name "${name}" holds "${value}", a value of this one request.`),
        ];
    }
    return [];
  });
};

export const checkFewNames = (rule: RuleOf<'few-names'>, seen: Case): Observation[] => {
  const all = seen.requests
    .filter(view => !view.record.last)
    .map(view => ({ view, spans: ownSpans(view, rule.service), values: valuesOf(view) }));
  const ways = Map.groupBy(all, ({ view }) => wayOf(view));
  return [...ways.values()].flatMap(alike => growing(rule.service, alike));
};
