// Where the trace store answers otherwise than Jaeger 2.13, and why it is wanted. `settle` takes this one difference
// away from both answers; what is left has to be equal. One that is listed and does not occur is an error too.

import { type Answer, isBag, type Json, listOf } from './answer.ts';

export type Pair = { jaeger: Answer; store: Answer };

export type Difference = {
  where: string;
  jaeger: string;
  store: string;
  why: string;
  settle(pair: Pair, path: string): Pair | undefined;
};

const text = (answer: Answer): string =>
  typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);

/** A copy in which every object was looked at, the inner ones first. */
const mapped = (value: Json, change: (bag: { [key: string]: Json }) => Json): Json => {
  if (Array.isArray(value)) return value.map(one => mapped(one, change));
  if (!isBag(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, change)])),
  );
};

const inBoth = ({ jaeger, store }: Pair, change: (bag: { [key: string]: Json }) => Json): Pair => ({
  jaeger: { ...jaeger, body: mapped(jaeger.body, change) },
  store: { ...store, body: mapped(store.body, change) },
});

const without = (bag: { [key: string]: Json }, ...keys: string[]): { [key: string]: Json } =>
  Object.fromEntries(Object.entries(bag).filter(([key]) => !keys.includes(key)));

const once = (list: Json[]): Json[] => [...new Map(list.map(one => [JSON.stringify(one), one])).values()];

/** Jaeger does not look at it: its answer counts for nothing here, and the store's has to be of this status. */
const storeDecides = ({ jaeger, store }: Pair, status: number): Pair | undefined =>
  store.status === status ? { jaeger: store, store } : { jaeger, store };

const asked = (path: string): URLSearchParams => new URL(path, 'http://jaeger').searchParams;

const NAMELESS = new Set(['missing-service-name', 'empty-service-name']);
const isNameless = (value: Json | undefined): boolean => typeof value === 'string' && NAMELESS.has(value);
const isServiceName = (bag: Json): boolean => isBag(bag) && bag.key === 'service.name';

export const DIFFERENCES: Difference[] = [
  {
    where: '/api/v3/*, and every error',
    jaeger: 'text/plain, though the body is JSON',
    store: 'application/json',
    why: 'Browsers and command line tools then show it as JSON. No client of Jaeger looks at it.',
    settle: ({ jaeger, store }) =>
      jaeger.type.startsWith('text/plain') && store.type === 'application/json'
        ? { jaeger: { ...jaeger, type: store.type }, store }
        : undefined,
  },
  {
    where: 'an address under /api that there is none of',
    jaeger: '200 and the page of its explorer',
    store: '404',
    why: 'A script that mistypes an address is told so.',
    settle: ({ jaeger, store }) =>
      jaeger.status === 200 && text(jaeger).startsWith('<!DOCTYPE html>') && store.status === 404
        ? { jaeger: store, store }
        : undefined,
  },
  {
    where: 'ids of zeros',
    jaeger: 'kept, and a trace of zeros hides every older one from a search',
    store: 'not kept; told as lost mail',
    why: 'W3C forbids them. A learner sees them where other unusable telemetry is.',
    settle: ({ jaeger, store }) =>
      text(jaeger).includes('odd-zero') || text(jaeger).includes(' of zeros')
        ? text(store).includes('zero')
          ? undefined
          : { jaeger: store, store }
        : undefined,
  },
  {
    where: 'a span that came twice, the same in every field, asked for raw',
    jaeger: 'there twice, until traces are put right',
    store: 'there once',
    why: 'A sender that timed out sends again. Two equal spans would look like work done twice.',
    settle: pair =>
      text(pair.jaeger).includes('the same twice')
        ? inBoth(pair, bag => (Array.isArray(bag.spans) ? { ...bag, spans: once(bag.spans) } : bag))
        : undefined,
  },
  {
    where: 'schemaUrl of a resource or scope',
    jaeger: 'lost in its memory storage',
    store: 'kept',
    why: 'It says by which version of the conventions names are meant.',
    settle: pair =>
      text(pair.store).includes('"schemaUrl"')
        ? inBoth(pair, bag => ('spans' in bag || 'scopeSpans' in bag ? without(bag, 'schemaUrl') : bag))
        : undefined,
  },
  {
    where: 'a span that ends before it starts',
    jaeger: 'its end is moved 1 ns after its start when it arrives, with a warning',
    store: 'kept as it was sent',
    why: 'The explorer shows the time that was sent, and says what is odd about it.',
    settle: pair =>
      text(pair.jaeger).includes('Negative duration detected')
        ? inBoth(pair, bag => {
            if (bag.operationName === 'ends before it starts') return without(bag, 'duration', 'warnings');
            return bag.name === 'ends before it starts' && 'traceId' in bag
              ? without(bag, 'endTimeUnixNano', 'attributes')
              : bag;
          })
        : undefined,
  },
  {
    where: 'service.name that is missing or empty',
    jaeger: 'becomes missing-service-name or empty-service-name when it arrives, and is listed as a service',
    store: 'kept as it was sent; not listed',
    why: 'A learner would look in the code for a name that is not there.',
    settle: pair =>
      /"(missing|empty)-service-name"/.test(text(pair.jaeger))
        ? inBoth(pair, bag => {
            if (Array.isArray(bag.services))
              return { ...bag, services: bag.services.filter(one => !isNameless(one)) };
            if (Array.isArray(bag.data) && bag.data.some(isNameless)) {
              const data = bag.data.filter(one => !isNameless(one));
              return { ...bag, data, total: data.length };
            }
            if (typeof bag.serviceName === 'string')
              return isNameless(bag.serviceName) ||
                ['', 'OTLPResourceNoServiceName'].includes(bag.serviceName)
                ? { ...bag, serviceName: '' }
                : bag;
            if (!('scopeSpans' in bag) || !isBag(bag.resource)) return bag;
            const attributes = listOf(bag.resource.attributes).filter(
              one =>
                !(
                  isServiceName(one) &&
                  /"(missing-service-name|empty-service-name|)"}/.test(JSON.stringify(one))
                ),
            );
            return { ...bag, resource: attributes.length > 0 ? { ...bag.resource, attributes } : {} };
          })
        : undefined,
  },
  {
    where: '/api/v3/traces without times: the words',
    jaeger: 'names query.start_time_min and query.start_time_max',
    store: 'names query.startTimeMin and query.startTimeMax',
    why: 'So later versions of Jaeger name them; both spellings are understood.',
    settle: ({ jaeger, store }) =>
      text(store).includes('query.startTimeMin and query.startTimeMax are required')
        ? {
            jaeger,
            store: {
              ...store,
              body: mapped(store.body, bag =>
                typeof bag.message === 'string'
                  ? {
                      ...bag,
                      message: bag.message.replace(
                        /startTimeM(in|ax)/g,
                        (_, end: string) => `start_time_m${end}`,
                      ),
                    }
                  : bag,
              ),
            },
          }
        : undefined,
  },
  {
    where: '/api/v3/traces that starts after it ends',
    jaeger: '404 No traces found',
    store: '400, and which comes first',
    why: 'So later versions of Jaeger do.',
    settle: pair =>
      text(pair.store).includes('must be before') && pair.jaeger.status === 404
        ? storeDecides(pair, 400)
        : undefined,
  },
  {
    where: '/api/v3/traces without query.num_traces',
    jaeger: '500, search depth must be greater than 0',
    store: '100 traces',
    why: 'So later versions of Jaeger do.',
    settle: (pair, path) =>
      path.startsWith('/api/v3/traces?') &&
      !asked(path).has('query.num_traces') &&
      pair.jaeger.status === 500 &&
      text(pair.jaeger).includes('search depth')
        ? storeDecides(pair, 200)
        : undefined,
  },
  {
    where: '/api/v3/traces with query.attributes',
    jaeger: 'not looked at: every trace is found',
    store: 'found by attributes, and bad JSON is refused',
    why: 'So later versions of Jaeger do. What is found is held against the older /api/traces of 2.13, by the same tags.',
    settle: (pair, path) =>
      asked(path).has('query.attributes') && pair.jaeger.status === 200
        ? storeDecides(pair, pair.store.status === 400 ? 400 : 200)
        : undefined,
  },
  {
    where: '/api/v3/traces with query.filter',
    jaeger: 'not looked at: every trace is found',
    store: '400, and the parameter to use',
    why: 'A filter that is not applied would show what was not asked for.',
    settle: (pair, path) => (asked(path).has('query.filter') ? storeDecides(pair, 400) : undefined),
  },
  {
    where: '/api/traces with the tag error',
    jaeger: 'takes any text for false, and finds spans of status ok',
    store: 'true finds spans that failed, false those that did not, another word none',
    why: 'Later versions of Jaeger do the same. In 2.13 it is a defect of the memory storage.',
    settle: (pair, path) => storeFinds('error', pair, path),
  },
  {
    where: '/api/traces with the tag span.kind',
    jaeger: 'looks for an attribute of that name',
    store: 'looks for the kind of the span',
    why: 'The explorer of Jaeger offers that tag, and later versions find by it.',
    settle: (pair, path) => storeFinds('span.kind', pair, path),
  },
  {
    where: "/api/traces with a tag that a link's attribute has",
    jaeger: 'not found',
    store: 'found',
    why: 'So later versions of Jaeger do.',
    settle: (pair, path) => storeFinds('why', pair, path),
  },
  {
    where: '/api/traces with tags that are no JSON: the words',
    jaeger: "those of Go's parser: unexpected end of JSON input, and others",
    store: 'the text, and that it is not JSON',
    why: 'The message names the text that could not be read. The same messages as in Go would need a second parser.',
    settle: ({ jaeger, store }) =>
      jaeger.status === 400 && store.status === 400 && text(store).includes('is not JSON')
        ? { jaeger: store, store }
        : undefined,
  },
];

/** A search by this tag, where the two found other traces. */
const storeFinds = (tag: string, pair: Pair, path: string): Pair | undefined =>
  tag in tagsIn(path) && !equalBodies(pair) ? storeDecides(pair, 200) : undefined;

const equalBodies = ({ jaeger, store }: Pair): boolean => text(jaeger) === text(store);

function tagsIn(path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(asked(path).get('tags') ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
