// A file a person has → spans: OTLP JSON (whole, or one object a line as the Collector writes it), Jaeger JSON,
// or evidence of a check. All of it or nothing: what can't be read is named with its place.

import { decodeOtlpJson, UnreadableBody } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import { hopsIn, type KeptHop } from './hop-box.ts';
import { spansOfJaegerTrace } from './jaeger-import.ts';
import { jsonFault } from './json-fault.ts';

export class UnreadableFile extends Error {}

type Json = Record<string, unknown>;
export type Imported =
  | { format: 'OTLP JSON' | 'Jaeger JSON'; spans: Span[] }
  | { format: 'evidence'; spans: Span[]; hops: KeptHop[] };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const WHAT_CAN_BE_READ =
  'OTLP JSON has "resourceSpans", a file from Jaeger has "data", and evidence of a check has "traces"';

/** Where within a body the first thing is that can't be read. Slow, and only done when there is one. */
const placeOf = (body: Json, at: string): string | undefined => {
  const fails = (entries: unknown): string | undefined => {
    try {
      decodeOtlpJson({ resourceSpans: entries });
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  };
  const lists = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  for (const [r, resource] of lists(body.resourceSpans).entries()) {
    if (fails([resource]) === undefined) continue;
    const place = `${at}resourceSpans[${r}]`;
    if (!isObject(resource)) return place;
    for (const [s, scope] of lists(resource.scopeSpans).entries()) {
      if (fails([{ ...resource, scopeSpans: [scope] }]) === undefined) continue;
      if (!isObject(scope)) return `${place}.scopeSpans[${s}]`;
      for (const [n, span] of lists(scope.spans).entries())
        if (fails([{ scopeSpans: [{ spans: [span] }] }]) !== undefined)
          return `${place}.scopeSpans[${s}].spans[${n}]`;
      return `${place}.scopeSpans[${s}]`;
    }
    return place;
  }
  return undefined;
};

const otlpSpans = (body: Json, at: string): Span[] => {
  let spans: Span[];
  try {
    spans = decodeOtlpJson(body);
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    const inner = isObject(body.result) ? body.result : body;
    throw new UnreadableFile(`${placeOf(inner, at) ?? (at || 'the file')}: ${error.message}`);
  }
  for (const { traceId, spanId, name } of spans)
    if (/^0*$/.test(traceId) || /^0*$/.test(spanId))
      throw new UnreadableFile(`${at}the span "${name}" has no trace id or no span id`);
  return spans;
};

const jaegerSpans = (traces: unknown[]): Span[] => {
  return traces.flatMap((trace, index) => {
    try {
      return spansOfJaegerTrace(trace);
    } catch (error) {
      if (!(error instanceof UnreadableBody)) throw error;
      throw new UnreadableFile(`data[${index}]${error.message}`);
    }
  });
};

const isOtherSignal = (body: Json): boolean =>
  body.resourceLogs !== undefined || body.resourceMetrics !== undefined;

const bodySpans = (body: unknown, at = ''): Imported => {
  if (!isObject(body))
    throw new UnreadableFile(`${at || 'the file '}holds no JSON object. ${WHAT_CAN_BE_READ}`);
  if (body.format === 'follow-the-request/evidence') {
    if (!isObject(body.traces)) throw new UnreadableFile(`${at}the evidence has no "traces"`);
    const hops = Array.isArray(body.hops) ? hopsIn(body.hops) : [];
    return { format: 'evidence', spans: otlpSpans(body.traces, `${at}traces.`), hops };
  }
  if (body.resourceSpans !== undefined || isObject(body.result))
    return { format: 'OTLP JSON', spans: otlpSpans(body, at) };
  if (Array.isArray(body.data)) return { format: 'Jaeger JSON', spans: jaegerSpans(body.data) };
  if (Array.isArray(body.spans) && isObject(body.processes))
    return { format: 'Jaeger JSON', spans: jaegerSpans([body]) };
  if (isOtherSignal(body)) return { format: 'OTLP JSON', spans: [] };
  throw new UnreadableFile(`${at}no traces are in this JSON. ${WHAT_CAN_BE_READ}`);
};

const parsed = (text: string): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
};

const linesOf = (text: string): Imported => {
  const spans: Span[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (!value.ok) throw new UnreadableFile(`line ${index + 1} is not JSON: ${jsonFault(line)}`);
    for (const span of bodySpans(value.value, `line ${index + 1}: `).spans) spans.push(span);
  }
  return { format: 'OTLP JSON', spans };
};

export const importedFrom = (text: string): Imported => {
  const clean = text.replace(/^\uFEFF/, '');
  if (clean.trim() === '') throw new UnreadableFile('the file is empty');
  const whole = parsed(clean);
  const firstLine = clean.trimStart().split('\n', 1)[0] ?? '';
  // one object a line: the first line is JSON by itself, and the whole is not
  if (!whole.ok && !parsed(firstLine).ok) throw new UnreadableFile(`it is not JSON: ${jsonFault(clean)}`);
  const found = whole.ok ? bodySpans(whole.value) : linesOf(clean);
  // a check on which nothing arrived has a report all the same
  if (found.spans.length === 0 && found.format !== 'evidence') throw new UnreadableFile('it holds no spans');
  return found;
};
