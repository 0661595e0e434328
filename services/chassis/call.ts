// Calling another service with axios. What the other service refused, we refuse with its own words;
// when it does not answer, we say which one and why.

import axios from 'axios';
import { ShopError } from './errors.ts';

/** No service of the shop may take longer; ?delay= is capped below it. */
const TIMEOUT_MS = 30_000;

const client = axios.create({ timeout: TIMEOUT_MS, proxy: false });

export type Call = {
  service: string;
  method: 'GET' | 'POST';
  url: string;
  body?: unknown;
  query?: Record<string, string | undefined>;
};

const reasonOf = (body: unknown): { code: string; message: string } | undefined => {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error))
    return undefined;
  return { code: String(error.code), message: String(error.message) };
};

export const call = async <Answer>({ service, method, url, body, query }: Call): Promise<Answer> => {
  try {
    const answer = await client.request<Answer>({ method, url, data: body, params: query });
    return answer.data;
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error;
    if (error.response === undefined)
      throw new ShopError(502, 'no-answer', `${service} did not answer (${error.code ?? error.message}).`, {
        cause: error,
      });
    const reason = reasonOf(error.response.data);
    throw new ShopError(
      error.response.status,
      reason?.code ?? 'refused',
      reason?.message ?? `${service} answered ${error.response.status}.`,
      { cause: error },
    );
  }
};
