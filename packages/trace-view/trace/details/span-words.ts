// A span in words: its times from the start of the trace, its flags, its exceptions, its attributes as rows of a table.

import type { Attributes, AttributeValue, SpanEvent } from '#trace-model/span.ts';
import { valueText } from '../../columns/from-spans.ts';
import { parentIdOf, parentIsRemoteAt, type TraceColumns } from '../../columns/trace-columns.ts';
import { conventionOf, type Explained } from '../../conventions/conventions.ts';
import { durationText } from '../../words/duration.ts';

export type AttributeRow = {
  key: string;
  text: string;
  /** Undefined until the span itself has come: columns have text only. */
  type: string | undefined;
  convention: Explained | undefined;
  /** The value has another type than the convention asks for. */
  wrongType: boolean;
};

const TYPES: Record<AttributeValue['type'], string> = {
  string: 'string',
  bool: 'boolean',
  int: 'int',
  double: 'double',
  bytes: 'bytes',
  array: 'list',
  map: 'map',
  empty: 'empty',
};

const isNumber = (type: string | undefined): boolean => type === 'int' || type === 'double';

export const attributeRows = (attributes: Attributes): AttributeRow[] =>
  Object.entries(attributes)
    .map(([key, value]) => row(key, valueText(value), TYPES[value.type]))
    .sort(byKey);

/** Until the span has come. */
export const pairRows = (pairs: Iterable<readonly [string, string]>): AttributeRow[] =>
  Array.from(pairs, ([key, text]) => row(key, text, undefined)).sort(byKey);

const byKey = (a: AttributeRow, b: AttributeRow): number => (a.key < b.key ? -1 : 1);

const row = (key: string, text: string, type: string | undefined): AttributeRow => {
  const convention = conventionOf(key);
  // Numbers in text are the one mix-up that breaks searches.
  const wrongType = type === 'string' && isNumber(convention?.type);
  return { key, text, type, convention, wrongType };
};

/** The pairs of one row, from the columns. */
export function* ownPairs({ attributes }: TraceColumns, row: number): Generator<readonly [string, string]> {
  if (attributes === undefined) return;
  const { strings, own } = attributes;
  for (let i = own.from[row] ?? 0; i < (own.from[row + 1] ?? 0); i++)
    yield [strings[own.keys[i] ?? 0] ?? '', strings[own.values[i] ?? 0] ?? ''];
}

/** "+1.2 ms" after, "−3 ms" before. */
export const relative = (nanos: number): string =>
  nanos < 0 ? durationText(nanos / 1000) : `+${durationText(nanos / 1000)}`;

export const parentWords = (trace: TraceColumns, row: number): string => {
  if (parentIdOf(trace, row) === '') return 'none: the trace begins here';
  const where = { true: 'another process', false: 'this process', undefined: 'not said' } as const;
  const missing = (trace.parent[row] ?? -1) === -1 ? ', not in this trace' : '';
  return `${where[`${parentIsRemoteAt(trace, row)}`]}${missing}`;
};

export type FlagWords = { name: string; says: string };

/** Each bit that means something. */
export const flagWords = (flags: number): FlagWords[] => [
  {
    name: 'sampled',
    says: (flags & 1) === 1 ? 'Yes: this span was to be kept.' : 'No, and yet it was sent.',
  },
  {
    name: 'random',
    says:
      (flags & 2) === 2
        ? 'Yes: the right half of the trace id was drawn at random.'
        : 'Not said: how the trace id was made is not known.',
  },
  {
    name: 'parent was remote',
    says:
      (flags & 0x100) === 0
        ? 'The SDK did not say.'
        : (flags & 0x200) === 0
          ? 'No: the parent is of the same process, or there is none.'
          : 'Yes: the parent came over the wire.',
  },
];

export const flagsHex = (flags: number): string => `0x${(flags >>> 0).toString(16).padStart(3, '0')}`;

export type ExceptionWords = { type: string; message: string; stack: string; rest: Attributes };

const EXCEPTION_KEYS = ['exception.type', 'exception.message', 'exception.stacktrace'];

export const exceptionOf = (event: SpanEvent): ExceptionWords | undefined => {
  if (event.name !== 'exception') return undefined;
  const textOf = (key: string): string => {
    const value = event.attributes[key];
    return value === undefined ? '' : valueText(value);
  };
  return {
    type: textOf('exception.type') || 'Exception',
    message: textOf('exception.message'),
    stack: textOf('exception.stacktrace'),
    rest: Object.fromEntries(
      Object.entries(event.attributes).filter(([key]) => !EXCEPTION_KEYS.includes(key)),
    ),
  };
};
