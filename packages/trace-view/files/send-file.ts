// One file to the store; what it became, or why not, in words.

import { counted } from '../words/count.ts';

export type Sent =
  /** `report`: the lab whose report came along. */
  | { ok: true; name: string; words: string; traceIds: string[]; report?: string }
  | { ok: false; name: string; words: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const sentFrom = (name: string, status: number, body: unknown): Sent => {
  const answer = isObject(body) ? body : {};
  if (status !== 200) {
    const why = typeof answer.error === 'string' ? answer.error : `the store answered with status ${status}`;
    return { ok: false, name, words: `${why}. Nothing of this file was taken in.` };
  }
  const traceIds = Array.isArray(answer.traces)
    ? answer.traces.flatMap((trace: unknown) =>
        isObject(trace) && typeof trace.traceId === 'string' ? [trace.traceId] : [],
      )
    : [];
  const spans = typeof answer.spans === 'number' ? answer.spans : 0;
  const fresh = typeof answer.fresh === 'number' ? answer.fresh : spans;
  const known = fresh === spans ? '' : ` ${counted(spans - fresh, 'span was', 'spans were')} here already.`;
  const format = typeof answer.format === 'string' ? answer.format : 'JSON';
  const hops =
    typeof answer.hops === 'number' && answer.hops > 0
      ? ` ${counted(answer.hops, 'request')} with the headers that crossed.`
      : '';
  const noReport = typeof answer.noReport === 'string' ? ` No report: ${answer.noReport}` : '';
  return {
    ok: true,
    name,
    words: `${format}: ${counted(traceIds.length, 'trace')} with ${counted(spans, 'span')}.${known}${hops}${noReport}`,
    traceIds,
    ...(typeof answer.report === 'string' ? { report: answer.report } : {}),
  };
};

export const sendFile = async (file: File): Promise<Sent> => {
  try {
    const response = await fetch('/api/view/import', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: file,
    });
    return sentFrom(file.name, response.status, await response.json().catch(() => undefined));
  } catch {
    return {
      ok: false,
      name: file.name,
      words: 'The store did not take it: it does not run, or the file is too large for it (64 MB).',
    };
  }
};
