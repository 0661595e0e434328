// The shop that already runs, as its services tell of themselves at /health.

import { SERVICE_NAMES, SERVICES, type ServiceName } from '../launch/service.ts';
import { ask, isObject } from './ask.ts';

export type ShopPorts = Record<ServiceName, number>;

export type Health = {
  /** `labs/03-spans`; none in the finished shop; absent where the service does not tell. */
  parts: string[] | undefined;
  pid: number | undefined;
  host: string | undefined;
  startedAtMs: number | undefined;
  batchMs: number;
  /** The service's clock less our own. */
  clockAheadMs: number;
  /** Where its spans go, if the environment says so. */
  sendsTo: string | undefined;
};

export type ServiceLook =
  | { service: ServiceName; port: number; state: 'answers'; health: Health }
  | { service: ServiceName; port: number; state: 'down' | 'silent' | 'stranger' };

const HEALTH_WITHIN_MS = 3_000;
/** The SDK's own, for a service that does not tell. */
const USUAL_BATCH_MS = 5_000;

export const shopPorts = (env: NodeJS.ProcessEnv = process.env): ShopPorts => {
  const portOf = (service: ServiceName): number =>
    Number(env[SERVICES[service].portVariable]) || SERVICES[service].port;
  return {
    'api-gateway': portOf('api-gateway'),
    'user-service': portOf('user-service'),
    'order-service': portOf('order-service'),
    'inventory-service': portOf('inventory-service'),
  };
};

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const timeIn = (value: unknown): number | undefined =>
  numberIn(typeof value === 'string' ? Date.parse(value) : undefined);

const readHealth = (body: Record<string, unknown>, askedAt: number, answeredAt: number): Health => {
  const now = numberIn(body.now);
  return {
    parts: Array.isArray(body.parts) ? body.parts.filter(part => typeof part === 'string') : undefined,
    pid: numberIn(body.pid),
    host: textIn(body.host),
    startedAtMs: timeIn(body.startedAt),
    batchMs: numberIn(body.batchMs) ?? USUAL_BATCH_MS,
    // the answer was written somewhere between the two
    clockAheadMs: now === undefined ? 0 : now - (askedAt + answeredAt) / 2,
    sendsTo: textIn(body.sendsTo),
  };
};

const lookAt = async (service: ServiceName, port: number, within: number): Promise<ServiceLook> => {
  const askedAt = Date.now();
  const answer = await ask(`http://localhost:${port}/health`, { within });
  const answeredAt = Date.now();
  if (answer.kind === 'silence')
    return { service, port, state: answer.why === 'no-answer' ? 'silent' : 'down' };
  if (answer.kind === 'json' && isObject(answer.body) && answer.body.service === service)
    return { service, port, state: 'answers', health: readHealth(answer.body, askedAt, answeredAt) };
  return { service, port, state: 'stranger' };
};

export const lookAtShop = (ports: ShopPorts, within = HEALTH_WITHIN_MS): Promise<ServiceLook[]> =>
  Promise.all(SERVICE_NAMES.map(service => lookAt(service, ports[service], within)));
