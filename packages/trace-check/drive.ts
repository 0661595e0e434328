// Asks the shop what the lab asks, one request after the other, and writes down what came back.

import { request as httpRequest, type IncomingMessage } from 'node:http';
import { userAgentOf } from './case.ts';
import type { RequestRecord } from './evidence.ts';
import type { LabRequest } from './lab.ts';
import { crowding } from './launch/crowding.ts';
import type { ServiceName } from './launch/service.ts';

/** The slowest request of a lab waits a few hundred milliseconds; this is ten times that. */
const ANSWER_WITHIN_MS = 4_000;

const now = (): number => performance.timeOrigin + performance.now();

type Ports = Record<ServiceName, number>;
type Answer = { status: number; body: unknown };

const readBody = async (answer: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 500);
  }
};

/** A whole number: AbortSignal.timeout throws at 4019.9999999999995, and 1.005 times 4000 is that. */
export const answerWithin = (times: number): number => Math.ceil(ANSWER_WITHIN_MS * times);

const send = (port: number, method: string, path: string, body: unknown, agent: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = httpRequest(
      {
        host: 'localhost',
        port,
        method,
        path,
        agent: false,
        signal: AbortSignal.timeout(answerWithin(crowding())),
        headers: {
          'user-agent': agent,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      },
      answer => {
        readBody(answer).then(read => resolve({ status: answer.statusCode ?? 0, body: read }), reject);
      },
    );
    request.once('error', reject);
    request.end(text);
  });

const failureOf = (error: unknown): NonNullable<RequestRecord['failure']> => {
  if (error instanceof Error && error.name === 'AbortError') return 'timeout';
  // without a code of the system it is a defect of ours, and not the learner's
  if (!(error instanceof Error) || !('code' in error) || error instanceof RangeError) throw error;
  return error.code === 'ECONNREFUSED' ? 'refused' : 'broken';
};

/** Faults go through the service's own switchboard, as an instructor would use it. */
const switchFaults = async (ports: Ports, asked: LabRequest, on: boolean): Promise<void> => {
  for (const { service, ...fault } of asked.faults ?? [])
    await send(
      ports[service],
      on ? 'POST' : 'DELETE',
      '/admin/faults',
      on ? fault : undefined,
      userAgentOf('switchboard'),
    ).catch(() => undefined);
};

export const drive = async (ports: Ports, asked: LabRequest, id: string): Promise<RequestRecord> => {
  await switchFaults(ports, asked, true);
  const record: RequestRecord = { id, asked, sentAt: now(), answeredAt: 0 };
  try {
    const port = ports[asked.service ?? 'api-gateway'];
    const answer = await send(port, asked.method, asked.path, asked.body, userAgentOf(id));
    record.status = answer.status;
    record.answer = answer.body;
  } catch (error) {
    record.failure = failureOf(error);
  }
  record.answeredAt = now();
  await switchFaults(ports, asked, false);
  return record;
};
