// A trace as it was captured in, a trace fit for a lesson out: without this machine's names, paths, ports and
// date, and with the attributes a lesson speaks of. Ids, times, tree, kinds, events and status stay as they are. Pure.

import type { Attributes, AttributeValue, Span } from '../../packages/trace-model/span.ts';

const KEPT =
  /^(http\.(request\.method|route|response\.status_code)|url\.(path|full)|error\.type|express\.|exception\.|app\.)/;
/** The lessons take place on one morning. */
const MORNING_NANO = BigInt(Date.UTC(2026, 0, 12, 10, 15, 2, 40)) * 1_000_000n;

export type Ports = ReadonlyMap<number, number>;

const tidyText = (text: string, root: string, ports: Ports): string => {
  let tidied = text
    .replaceAll(/^\s+at .*(node_modules|node:internal).*\n?/gm, '')
    .replaceAll(`file://${root}/`, '')
    .replaceAll(`${root}/`, '')
    // a mistake made on purpose runs from a folder of its own
    .replaceAll(/\.workshop\/[^/\s]+\//g, 'services/')
    .trimEnd();
  for (const [free, known] of ports) tidied = tidied.replaceAll(`:${free}`, `:${known}`);
  return tidied;
};

const tidyAttributes = (attributes: Attributes, root: string, ports: Ports): Attributes =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => KEPT.test(key))
      .map(([key, value]): [string, AttributeValue] => [
        key,
        value.type === 'string' ? { type: 'string', value: tidyText(value.value, root, ports) } : value,
      ]),
  );

export const tidyTrace = (spans: readonly Span[], root: string, ports: Ports): Span[] => {
  const starts = spans.map(span => span.startNano);
  const shift = MORNING_NANO - starts.reduce((least, each) => (each < least ? each : least), starts[0] ?? 0n);
  return spans
    .filter(span => !span.name.startsWith('middleware'))
    .map(span => ({
      ...span,
      startNano: span.startNano + shift,
      endNano: span.endNano + shift,
      attributes: tidyAttributes(span.attributes, root, ports),
      events: span.events.map(event => ({
        ...event,
        timeNano: event.timeNano + shift,
        attributes: tidyAttributes(event.attributes, root, ports),
      })),
      resource: {
        ...span.resource,
        attributes: Object.fromEntries(
          Object.entries(span.resource.attributes).filter(([key]) => key === 'service.name'),
        ),
      },
    }));
};
