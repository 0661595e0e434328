// Spans in the order in which they came → TraceColumns. The bytes of the store and the spans of a lesson go
// through the same draft.

import { forestOf } from './forest.ts';
import { type Growing, growing, texts } from './growing.ts';
import { tellingDraft } from './telling.ts';
import type { AttributeColumns, AttributePairs, ResourceColumns, TraceColumns } from './trace-columns.ts';

/** One span, filled anew for each: the draft keeps nothing of it. */
export type SpanCells = {
  spanIdHigh: number;
  spanIdLow: number;
  parentHigh: number;
  parentLow: number;
  /** Nanoseconds after the moment the draft was opened with. */
  start: number;
  end: number;
  name: string;
  kind: number;
  status: number;
  statusMessage: string;
  flags: number;
  links: number;
  dropped: number;
  scope: string;
  /** What `resource` answered. */
  resource: number;
};

export const emptyCells = (): SpanCells => ({
  spanIdHigh: 0,
  spanIdLow: 0,
  parentHigh: 0,
  parentLow: 0,
  start: 0,
  end: 0,
  name: '',
  kind: 0,
  status: 0,
  statusMessage: '',
  flags: 0,
  links: 0,
  dropped: 0,
  scope: '',
  resource: 0,
});

export type ColumnsDraft = {
  resource(service: string, attributes: readonly (readonly [string, string])[]): number;
  /** Events and attributes of a span are told before the span itself. */
  event(time: number, name: string): void;
  /** All of them, or those that tell: see telling.ts. */
  attribute(key: string, value: string): void;
  eventAttribute(key: string, value: string): void;
  add(cells: SpanCells): void;
  finish(traceId: string): TraceColumns;
};

export type DraftOptions = {
  /** No more than this many spans will be added. */
  capacity: number;
  /** The moment all times are counted from, nanoseconds since 1970. */
  zeroNano: bigint;
  withAttributes: boolean;
};

export const columnsDraft = ({ capacity, zeroNano, withAttributes }: DraftOptions): ColumnsDraft => {
  const strings = texts();
  const services: string[] = [];
  const resources: ResourceColumns[] = [];
  const resourceByText = new Map<string, number>();
  const serviceOfResource: number[] = [];
  const spanIds = new Uint32Array(2 * capacity);
  const parentIds = new Uint32Array(2 * capacity);
  const start = new Float64Array(capacity);
  const duration = new Float64Array(capacity);
  const column = (): Uint32Array => new Uint32Array(capacity);
  const [service, resource, name, scope] = [column(), column(), column(), column()];
  const [statusMessage, flags, links, dropped] = [column(), column(), column(), column()];
  const kind = new Uint8Array(capacity);
  const status = new Uint8Array(capacity);
  const eventEnd = new Uint32Array(capacity);
  const eventTime: number[] = [];
  const eventName = growing();
  const told = tellingDraft(capacity);
  const pairTexts = texts();
  const own = pairsDraft(withAttributes ? capacity : 0);
  const ofEvents = pairsDraft(withAttributes ? capacity : 0);
  let count = 0;

  return {
    resource(serviceName, attributes) {
      const text = JSON.stringify(attributes);
      const known = resourceByText.get(text);
      if (known !== undefined) return known;
      let index = services.indexOf(serviceName);
      if (index < 0) index = services.push(serviceName) - 1;
      serviceOfResource.push(index);
      resourceByText.set(text, resources.length);
      return resources.push({ service: serviceName, attributes }) - 1;
    },
    event(time, text) {
      eventTime.push(time);
      eventName.push(strings.indexOf(text));
    },
    attribute(key, value) {
      told.attribute(count, key, value);
      if (withAttributes) own.add(pairTexts.indexOf(key), pairTexts.indexOf(value));
    },
    eventAttribute: (key, value) => ofEvents.add(pairTexts.indexOf(key), pairTexts.indexOf(value)),
    add(cells) {
      spanIds[2 * count] = cells.spanIdHigh;
      spanIds[2 * count + 1] = cells.spanIdLow;
      parentIds[2 * count] = cells.parentHigh;
      parentIds[2 * count + 1] = cells.parentLow;
      start[count] = cells.start;
      duration[count] = cells.end - cells.start;
      service[count] = serviceOfResource[cells.resource] ?? 0;
      resource[count] = cells.resource;
      name[count] = strings.indexOf(cells.name);
      scope[count] = strings.indexOf(cells.scope);
      kind[count] = cells.kind;
      status[count] = cells.status;
      statusMessage[count] = strings.indexOf(cells.statusMessage);
      flags[count] = cells.flags;
      links[count] = cells.links;
      dropped[count] = cells.dropped;
      eventEnd[count] = eventTime.length;
      if (withAttributes) {
        own.endOf(count);
        ofEvents.endOf(count);
      }
      count++;
    },
    finish(traceId) {
      const earliest = earliestOf(start, count);
      let latest = 0;
      for (let span = 0; span < count; span++) {
        start[span] = (start[span] ?? 0) - earliest;
        latest = Math.max(latest, (start[span] ?? 0) + (duration[span] ?? 0), start[span] ?? 0);
      }
      const { order, parent, depth, size, mark } = forestOf({ count, spanIds, parentIds, start });
      const events = permutedGroups(order, eventEnd);
      const eventNames = eventName.taken();
      const attributes: AttributeColumns | undefined = withAttributes
        ? { strings: pairTexts.list, own: own.inOrder(order), ofEvents: ofEvents.inOrder(order) }
        : undefined;
      return {
        traceId,
        startNano: zeroNano + BigInt(earliest),
        traceDuration: latest,
        rows: count,
        strings: strings.list,
        services,
        resources,
        spanIds: inPairs(spanIds, order),
        parentIds: inPairs(parentIds, order),
        parent,
        depth,
        size,
        mark,
        start: new Float64Array(count).map((_, row) => start[order[row] ?? 0] ?? 0),
        duration: new Float64Array(count).map((_, row) => duration[order[row] ?? 0] ?? 0),
        service: inOrder(service, order),
        resource: inOrder(resource, order),
        name: inOrder(name, order),
        scope: inOrder(scope, order),
        kind: new Uint8Array(count).map((_, row) => kind[order[row] ?? 0] ?? 0),
        status: new Uint8Array(count).map((_, row) => status[order[row] ?? 0] ?? 0),
        statusMessage: inOrder(statusMessage, order),
        flags: inOrder(flags, order),
        links: inOrder(links, order),
        dropped: inOrder(dropped, order),
        eventFrom: events.from,
        eventTime: new Float64Array(events.items.length).map(
          (_, i) => (eventTime[events.items[i] ?? 0] ?? 0) - earliest,
        ),
        eventName: inOrder(eventNames, events.items),
        ...told.inOrder(order),
        attributes,
      };
    },
  };
};

const earliestOf = (start: Float64Array, count: number): number => {
  let earliest = count === 0 ? 0 : (start[0] ?? 0);
  for (let span = 1; span < count; span++) earliest = Math.min(earliest, start[span] ?? 0);
  return earliest;
};

const inOrder = (column: Uint32Array, order: Uint32Array): Uint32Array => {
  const result = new Uint32Array(order.length);
  for (let row = 0; row < order.length; row++) result[row] = column[order[row] ?? 0] ?? 0;
  return result;
};

const inPairs = (column: Uint32Array, order: Uint32Array): Uint32Array => {
  const result = new Uint32Array(2 * order.length);
  for (let row = 0; row < order.length; row++) {
    const span = order[row] ?? 0;
    result[2 * row] = column[2 * span] ?? 0;
    result[2 * row + 1] = column[2 * span + 1] ?? 0;
  }
  return result;
};

/** Spans own runs of items, which end at `ends`. Answers the items in the order of the rows. */
const permutedGroups = (order: Uint32Array, ends: Uint32Array): { from: Uint32Array; items: Uint32Array } => {
  const from = new Uint32Array(order.length + 1);
  const items = growing(order.length === 0 ? 0 : (ends[order.length - 1] ?? 0));
  for (let row = 0; row < order.length; row++) {
    const span = order[row] ?? 0;
    const end = ends[span] ?? 0;
    for (let i = span === 0 ? 0 : (ends[span - 1] ?? 0); i < end; i++) items.push(i);
    from[row + 1] = items.length();
  }
  return { from, items: items.taken() };
};

type PairsDraft = {
  add(key: number, value: number): void;
  endOf(span: number): void;
  inOrder(order: Uint32Array): AttributePairs;
};

const pairsDraft = (capacity: number): PairsDraft => {
  const keys: Growing = growing();
  const values: Growing = growing();
  const ends = new Uint32Array(capacity);
  return {
    add(key, value) {
      keys.push(key);
      values.push(value);
    },
    endOf(span) {
      ends[span] = keys.length();
    },
    inOrder(order) {
      const { from, items } = permutedGroups(order, ends);
      return { from, keys: inOrder(keys.taken(), items), values: inOrder(values.taken(), items) };
    },
  };
};
