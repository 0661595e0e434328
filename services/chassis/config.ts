// The environment is read here, once, when a service starts. A bad value stops the start with one
// sentence that names the variable; nothing else in the shop touches process.env.

import { delimiter } from 'node:path';

const PORTS = {
  'api-gateway': { variable: 'API_GATEWAY_PORT', port: 8080 },
  'user-service': { variable: 'USER_SERVICE_PORT', port: 8001 },
  'order-service': { variable: 'ORDER_SERVICE_PORT', port: 8002 },
  'inventory-service': { variable: 'INVENTORY_SERVICE_PORT', port: 8003 },
} as const;

export type ServiceName = keyof typeof PORTS;

export type Config = {
  service: ServiceName;
  host: string;
  port: number;
  /** Base address of every service, for those who call them. */
  urls: Record<ServiceName, string>;
  /** Folders whose files take the place of this service's own parts. */
  partDirs: string[];
  /** `step:latency=300,error=503;step:…`, see faults.ts. */
  faults: string;
  /** May programs outside this machine switch faults? Only where nobody else can reach the port. */
  adminOpen: boolean;
};

export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Environment = Record<string, string | undefined>;

const readPort = (env: Environment, service: ServiceName): number => {
  const { variable, port } = PORTS[service];
  const text = env[variable];
  if (text === undefined || text === '') return port;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new ConfigError(`${variable} is "${text}". It must be a port number from 1 to 65535.`);
  return number;
};

const readUrl = (env: Environment, service: ServiceName): string => {
  const variable = PORTS[service].variable.replace(/_PORT$/, '_URL');
  const text = env[variable];
  if (text === undefined || text === '') return `http://localhost:${readPort(env, service)}`;
  if (!URL.canParse(text)) throw new ConfigError(`${variable} is "${text}". It must be a URL.`);
  return text.replace(/\/+$/, '');
};

const readAdmin = (env: Environment): boolean => {
  const text = env.SHOP_ADMIN ?? '';
  if (text !== '' && text !== 'open')
    throw new ConfigError(`SHOP_ADMIN is "${text}". It may be "open", or not set.`);
  return text === 'open';
};

export const readConfig = (service: ServiceName, env: Environment = process.env): Config => ({
  service,
  host: env.SHOP_HOST || 'localhost',
  port: readPort(env, service),
  urls: {
    'api-gateway': readUrl(env, 'api-gateway'),
    'user-service': readUrl(env, 'user-service'),
    'order-service': readUrl(env, 'order-service'),
    'inventory-service': readUrl(env, 'inventory-service'),
  },
  partDirs: (env.SHOP_PARTS ?? '').split(delimiter).filter(Boolean),
  faults: env.SHOP_FAULTS ?? '',
  adminOpen: readAdmin(env),
});
