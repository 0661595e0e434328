// Evidence as a file: plain JSON. The spans in it are OTLP JSON, so a trace viewer can open them too.

import { readFile, writeFile } from 'node:fs/promises';
import { decodeOtlpJson, encodeOtlpJson } from '#trace-model/otlp.ts';
import type { Evidence } from './evidence.ts';

export class EvidenceFileError extends Error {
  override name = 'EvidenceFileError';
}

export const writeEvidence = async (path: string, evidence: Evidence): Promise<void> => {
  const { spans, ...rest } = evidence;
  await writeFile(path, `${JSON.stringify({ ...rest, traces: encodeOtlpJson(spans) }, null, 1)}\n`);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LISTS = ['requests', 'deliveries', 'lostMail', 'hops', 'calls', 'processes', 'sources'];

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
  const missing = LISTS.filter(key => !Array.isArray(rest[key]));
  if (missing.length > 0 || !isObject(traces)) return refuse(`it lacks ${[...missing, 'traces'][0]}`);
  try {
    // every list is there; what they hold was written by writeEvidence
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
