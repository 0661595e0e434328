// Find within one trace: a piece of text anywhere in a span's name, service, scope, status message, event names,
// attributes (`key`, `value` or `key=value`, of the span, its events and its process) or in its id.
// Each text of the trace is compared once, however many spans have it: 50,000 spans take 10 ms.

import type { AttributePairs, TraceColumns } from './trace-columns.ts';

const lowered = new WeakMap<readonly string[], string[]>();
/** Lower case of a whole table, kept as long as the trace is. */
const lowerOf = (strings: readonly string[]): string[] => {
  const known = lowered.get(strings);
  if (known !== undefined) return known;
  const lower = strings.map(text => text.toLowerCase());
  lowered.set(strings, lower);
  return lower;
};

/** 1 at each index whose text holds what is looked for. */
const hits = (strings: readonly string[], wanted: (text: string) => boolean): Uint8Array => {
  const lower = lowerOf(strings);
  const result = new Uint8Array(strings.length);
  for (let i = 0; i < lower.length; i++) if (wanted(lower[i] ?? '')) result[i] = 1;
  return result;
};

/** Rows in order. Nothing is found by an empty text. */
export const findRows = (trace: TraceColumns, text: string): Uint32Array => {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return new Uint32Array();
  const found = new Uint8Array(trace.rows);
  markTexts(trace, wanted, found);
  markIds(trace, wanted, found);
  markAttributes(trace, wanted, found);
  const rows = new Uint32Array(trace.rows);
  let count = 0;
  for (let row = 0; row < trace.rows; row++) if (found[row] === 1) rows[count++] = row;
  return rows.slice(0, count);
};

const markTexts = (trace: TraceColumns, wanted: string, found: Uint8Array): void => {
  const { name, scope, statusMessage, eventFrom, eventName, service, resource } = trace;
  const inText = hits(trace.strings, text => text.includes(wanted));
  const inService = hits(trace.services, text => text.includes(wanted));
  const inResource = trace.resources.map(({ attributes }) =>
    attributes.some(([key, value]) => `${key}=${value}`.toLowerCase().includes(wanted)),
  );
  for (let row = 0; row < trace.rows; row++) {
    let hit =
      inText[name[row] ?? 0] === 1 ||
      inText[statusMessage[row] ?? 0] === 1 ||
      inText[scope[row] ?? 0] === 1 ||
      inService[service[row] ?? 0] === 1 ||
      inResource[resource[row] ?? 0] === true;
    const end = eventFrom[row + 1] ?? 0;
    for (let i = eventFrom[row] ?? 0; i < end && !hit; i++) hit = inText[eventName[i] ?? 0] === 1;
    if (hit) found[row] = 1;
  }
};

/** The front of an id is enough: eight digits say which span is meant. */
const markIds = ({ spanIds, rows }: TraceColumns, wanted: string, found: Uint8Array): void => {
  if (!/^[0-9a-f]{8,16}$/.test(wanted)) return;
  const high = Number.parseInt(wanted.slice(0, 8), 16);
  const rest = wanted.slice(8);
  for (let row = 0; row < rows; row++) {
    if (spanIds[2 * row] !== high) continue;
    if ((spanIds[2 * row + 1] ?? 0).toString(16).padStart(8, '0').startsWith(rest)) found[row] = 1;
  }
};

const markAttributes = ({ attributes, rows }: TraceColumns, wanted: string, found: Uint8Array): void => {
  if (attributes === undefined) return;
  const alone = hits(attributes.strings, text => text.includes(wanted));
  const equals = wanted.indexOf('=');
  const [left, right] = [wanted.slice(0, equals), wanted.slice(equals + 1)];
  const keyEnds = equals < 0 ? undefined : hits(attributes.strings, text => text.endsWith(left));
  const valueBegins = equals < 0 ? undefined : hits(attributes.strings, text => text.startsWith(right));
  const mark = ({ from, keys, values }: AttributePairs): void => {
    for (let row = 0; row < rows; row++) {
      const end = from[row + 1] ?? 0;
      for (let i = from[row] ?? 0; i < end; i++) {
        const key = keys[i] ?? 0;
        const value = values[i] ?? 0;
        const hit =
          alone[key] === 1 || alone[value] === 1 || (keyEnds?.[key] === 1 && valueBegins?.[value] === 1);
        if (!hit) continue;
        found[row] = 1;
        break;
      }
    }
  };
  mark(attributes.own);
  mark(attributes.ofEvents);
};
