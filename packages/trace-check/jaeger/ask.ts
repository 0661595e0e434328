// One question to an address that may be anything: an answer, or why there is none.

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Silence =
  | 'refused'
  | 'unknown-host'
  | 'unreachable'
  | 'no-answer'
  | 'broken-off'
  | 'not-http'
  | 'plain-not-tls'
  | 'certificate';

export type Answer =
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'text'; status: number; type: string; text: string }
  | { kind: 'silence'; why: Silence; code: string };

/** Long enough for a Jaeger that reads a full disk, short enough for a person who waits. */
export const ANSWERS_WITHIN_MS = 5_000;
/** A window full of traces is some megabytes; more than this is no answer to a question of ours. */
const LARGEST_BYTES = 256 * 1024 * 1024;

const silenceOf = (code: string): Silence => {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/.test(code)) return 'unreachable';
  if (/^(ETIMEDOUT|ABORT_ERR)$/.test(code)) return 'no-answer';
  if (/^HPE_/.test(code)) return 'not-http';
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|SSL_|EPROTO/.test(code)) return 'plain-not-tls';
  if (/CERT|ISSUER|VERIFY/.test(code)) return 'certificate';
  return 'broken-off';
};

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.name;
};

const readText = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw Object.assign(new Error('too large'), { code: 'TOO_LARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** Jaeger sends JSON under text/plain too, so the body decides; an object or a list, not a word. */
const parseJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type Question = {
  within?: number;
  method?: 'GET' | 'POST';
  /** JSON */
  body?: string;
};

export const ask = (
  address: string,
  { within = ANSWERS_WITHIN_MS, method = 'GET', body }: Question = {},
): Promise<Answer> =>
  new Promise(resolve => {
    const send = address.startsWith('https:') ? httpsRequest : httpRequest;
    const fail = (error: unknown): void => {
      const code = codeOf(error);
      resolve({ kind: 'silence', why: silenceOf(code), code });
    };
    // the signal bounds the whole of it: connecting, waiting and reading
    const asked = send(
      address,
      {
        method,
        signal: AbortSignal.timeout(within),
        headers: {
          accept: 'application/json',
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      answer => {
        readText(answer).then(text => {
          const status = answer.statusCode ?? 0;
          const parsed = parseJson(text);
          if (parsed !== undefined) return resolve({ kind: 'json', status, body: parsed });
          resolve({ kind: 'text', status, type: answer.headers['content-type'] ?? '', text });
        }, fail);
      },
    );
    asked.once('error', fail);
    asked.end(body);
  });

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
