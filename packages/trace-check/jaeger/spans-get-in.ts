// Not one span of a run arrived. Is that the shop's doing, or does its Jaeger take none? One span of our own tells.

import { randomBytes } from 'node:crypto';
import { whyNotTaken } from '../backend.ts';
import { ask } from './ask.ts';

const USUAL_OTLP_HTTP = 4318;
const ANSWERS_WITHIN_MS = 3_000;
const NANOS_IN_MS = 1_000_000n;

const probe = (): string => {
  const start = BigInt(Date.now()) * NANOS_IN_MS;
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'check-lab' } }] },
        scopeSpans: [
          {
            scope: { name: 'check-lab' },
            spans: [
              {
                traceId: randomBytes(16).toString('hex'),
                spanId: randomBytes(8).toString('hex'),
                name: 'do spans get in?',
                kind: 1,
                startTimeUnixNano: String(start),
                endTimeUnixNano: String(start + NANOS_IN_MS),
              },
            ],
          },
        ],
      },
    ],
  });
};

/** Why none gets in, or nothing when ours did. */
export const whySpansStayOut = async (
  host: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> => {
  const port = Number(env.OTLP_HTTP_PORT) || USUAL_OTLP_HTTP;
  const answer = await ask(`http://${host}:${port}/v1/traces`, {
    within: ANSWERS_WITHIN_MS,
    method: 'POST',
    body: probe(),
  });
  return whyNotTaken(answer, port);
};
