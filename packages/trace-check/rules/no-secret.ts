// A secret is looked for everywhere in a span, and as bare letters and digits: a card number with other
// dashes is still the card number.

import type { Attributes, AttributeValue, Span } from '#trace-model/span.ts';
import { serviceName } from '#trace-model/span.ts';
import type { RequestView } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import { isServiceName } from '../launch/service.ts';
import type { Observation } from '../symptom.ts';

type Place = { text: string; place: string; key?: string };

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const textsOf = (value: AttributeValue): string[] => {
  switch (value.type) {
    case 'array':
      return value.value.flatMap(textsOf);
    case 'map':
      return Object.values(value.value).flatMap(textsOf);
    case 'bytes':
      return [Buffer.from(value.value).toString('utf8')];
    case 'empty':
      return [];
    default:
      return [String(value.value)];
  }
};

const inAttributes = (attributes: Attributes, owner: string): Place[] =>
  Object.entries(attributes).flatMap(([key, value]) =>
    textsOf(value).map(text => ({ text, place: `the attribute "${key}"${owner}`, key })),
  );

const placesIn = (span: Span): Place[] => [
  { text: span.name, place: 'the name' },
  { text: span.status.message, place: 'the message of the status' },
  ...inAttributes(span.attributes, ''),
  ...span.events.flatMap(event => [
    { text: event.name, place: 'the name of an event' },
    ...inAttributes(event.attributes, ` of the event "${event.name}"`),
  ]),
  ...span.links.flatMap(link => inAttributes(link.attributes, ' of a link')),
];

export const checkNoSecret = (rule: RuleOf<'no-secret'>, view: RequestView): Observation[] => {
  const secrets = rule.values.map(bare);
  return view.spans.flatMap(span =>
    placesIn(span)
      .filter(({ text }) => secrets.some(secret => bare(text).includes(secret)))
      .map(({ place, key }): Observation => {
        const service = serviceName(span);
        return {
          what: 'secret-found',
          request: view,
          ...(isServiceName(service) ? { service } : {}),
          ...(key === undefined ? {} : { key }),
          spans: [span],
          saw: `"${span.name}" carries ${rule.what} in ${place}.`,
        };
      }),
  );
};
