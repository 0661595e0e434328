// Span names are few: a name that holds an id, a product or an index makes a new name with every request.
// A number in a name is no harm by itself: "step 2" is one name, as long as it is there each time.

import type { Span } from '#trace-model/span.ts';
import { type Case, type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';

const VARIES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{8,}|[0-9]+/gi;

/** `reserve item 1` and `reserve item 2` have one shape. */
const shapeOf = (name: string): string => name.replace(VARIES, '#');

const routeOf = ({ record }: RequestView): string =>
  `${record.asked.method} ${shapeOf(record.asked.path.split('?')[0] ?? '')}`;

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

type Step = { names: string[]; spans: Span[]; value?: string };

const spansNamed = (alike: Seen[], names: string[]): Span[] =>
  alike.flatMap(({ spans }) => spans.filter(span => names.includes(span.name)));

const namesIn = (alike: Seen[]): string[] => [
  ...new Set(alike.flatMap(({ spans }) => spans.map(span => span.name))),
];

/** `reserve Laptop` and `reserve Mouse` are one step, each with a value of its own request. */
const stepsByValue = (alike: Seen[]): Step[] => {
  const values = [...new Set(alike.flatMap(one => one.values))];
  const found = namesIn(alike).flatMap(name => {
    const value = values.find(one => holds(name, one) && followsValue(name, one, alike));
    return value === undefined
      ? []
      : [{ name, value, step: name.toLowerCase().replace(value.toLowerCase(), '#') }];
  });
  return [...Map.groupBy(found, ({ step }) => step).values()].map(group => {
    const names = group.map(({ name }) => name);
    const [value] = group.map(one => one.value);
    return { names, spans: spansNamed(alike, names), ...(value === undefined ? {} : { value }) };
  });
};

const differ = (sets: string[][]): boolean =>
  new Set(sets.map(names => names.toSorted().join('\n'))).size > 1;

/** `item 1` to `item 4`: a longer basket has more of them, or another request has another. */
const stepsByNumber = (alike: Seen[]): Step[] => {
  const shapes = Map.groupBy(namesIn(alike), shapeOf);
  return [...shapes.values()].flatMap((names): Step[] => {
    const sets = alike
      .map(({ view, spans }) => ({
        status: view.record.status,
        names: [...new Set(spans.map(span => span.name))].filter(name => names.includes(name)),
      }))
      .filter(one => one.names.length > 0);
    // a request that fails may stop short of some steps, so only those that ended alike are compared
    const grows = [...Map.groupBy(sets, ({ status }) => status).values()].some(group =>
      differ(group.map(one => one.names)),
    );
    const another = sets.every(one => one.names.length === 1) && differ(sets.map(one => one.names));
    return grows || another ? [{ names, spans: spansNamed(alike, names) }] : [];
  });
};

export const checkFewNames = (rule: RuleOf<'few-names'>, seen: Case): Observation[] => {
  const all = seen.requests
    .filter(view => !view.record.last)
    .map(view => ({ view, spans: ownSpans(view, rule.service), values: valuesOf(view) }));
  const routes = [...Map.groupBy(all, ({ view }) => routeOf(view)).values()];
  return routes
    .flatMap(alike => {
      const byValue = stepsByValue(alike);
      const told = byValue.flatMap(({ names }) => names);
      return [
        ...byValue,
        ...stepsByNumber(alike).filter(({ names }) => !names.some(name => told.includes(name))),
      ];
    })
    .map(({ names, spans, value }) => {
      const shown = names.slice(0, 3).map(name => `"${name}"`);
      const saw =
        names.length > 1 || value === undefined
          ? `One step has ${names.length} names: ${shown.join(', ')}${names.length > 3 ? ' …' : '.'}`
          : `The name ${shown[0]} holds "${value}", a value of this one request.`;
      return { what: 'names-grow', service: rule.service, spans, saw };
    });
};
