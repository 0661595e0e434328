// Evidence as a file: plain JSON. The spans in it are OTLP JSON, so a trace viewer can open them too.

import { readFile, writeFile } from 'node:fs/promises';
import { decodeOtlpJson, encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Evidence } from './evidence.ts';

export class EvidenceFileError extends Error {
  override name = 'EvidenceFileError';
}

export const writeEvidence = async (path: string, evidence: Evidence): Promise<void> => {
  const { spans, ...rest } = evidence;
  const text = `${JSON.stringify({ ...rest, traces: encodeOtlpJson(spans) }, null, 1)}\n`;
  await writeFile(path, text).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new EvidenceFileError(`The evidence could not be kept in ${path}: ${why}.`);
  });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each entry of a list must have, so that rules and causes can read it. */
const LISTS: Record<string, Record<string, 'string' | 'number' | 'object'>> = {
  requests: { id: 'string', asked: 'object', sentAt: 'number', answeredAt: 'number' },
  deliveries: { service: 'string', as: 'string' },
  lostMail: { reason: 'string', at: 'number', port: 'string' },
  hops: { service: 'string', at: 'number', method: 'string', url: 'string', headers: 'object' },
  calls: { service: 'string', at: 'number', host: 'string', path: 'string', headers: 'object' },
  processes: { service: 'string', pid: 'number', env: 'object', connections: 'object', lines: 'object' },
  sources: { service: 'string', file: 'string', path: 'string', text: 'string' },
};

const faultIn = (list: unknown, name: string): string | undefined => {
  if (!Array.isArray(list)) return `it lacks ${name}`;
  for (const [index, entry] of list.entries())
    for (const [key, type] of Object.entries(LISTS[name] ?? {}))
      if (!isObject(entry) || entry[key] === null || typeof entry[key] !== type)
        return `${name}[${index}] has no ${key}`;
  return undefined;
};

export const parseEvidence = (text: string, path: string): Evidence => {
  const refuse = (why: string): never => {
    throw new EvidenceFileError(
      `${path} is not an evidence file: ${why}. \`npm run check-lab -- --save FILE\` makes one.`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  if (!isObject(value) || value.format !== 'follow-the-request/evidence')
    return refuse('its "format" is another');
  if (value.version !== 1)
    return refuse(`its version is ${JSON.stringify(value.version)}, and 1 can be read`);
  if (typeof value.lab !== 'string') return refuse('it names no lab');
  const { traces, ...rest } = value;
  const fault = Object.keys(LISTS)
    .map(name => faultIn(rest[name], name))
    .find(Boolean);
  if (fault !== undefined) return refuse(fault);
  if (!isObject(traces)) return refuse('it lacks traces');
  if (typeof value.seed !== 'number' || !isObject(value.receiver)) return refuse('it lacks seed or receiver');
  try {
    // every list is there, and every entry has what is read of it
    return { ...rest, spans: decodeOtlpJson(traces) } as unknown as Evidence;
  } catch (error) {
    return refuse(`its traces can't be read (${error instanceof Error ? error.message : String(error)})`);
  }
};

export const readEvidence = async (path: string): Promise<Evidence> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new EvidenceFileError(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} can't be read: ${error.message}.`,
    );
  });
  return parseEvidence(text, path);
};
