// What the environment says about the store, read once.

import { THRIFT_DOORS, THRIFT_VARIABLES, type ThriftPorts } from './thrift/thrift-ports.ts';

export type Settings = {
  uiPort: number;
  otlpHttpPort: number;
  otlpGrpcPort: number;
  /** For Jaeger's old clients. A door without a port stays closed: a store of a test or a check needs none. */
  thriftPorts: ThriftPorts;
  /** Where the lessons are, for links to them. */
  lessonsPort: number;
  /** Where orders are placed, for what the pages say. */
  gatewayPort: number;
  directory: string | undefined;
  maxSpans: number | undefined;
  maxBytes: number | undefined;
};

export class BadSetting extends Error {}

type Environment = Record<string, string | undefined>;

export const settingsFrom = (env: Environment): Settings => ({
  uiPort: port(env, 'UI_PORT', 16686),
  otlpHttpPort: port(env, 'OTLP_HTTP_PORT', 4318),
  otlpGrpcPort: port(env, 'OTLP_GRPC_PORT', 4317),
  thriftPorts: thriftPorts(env),
  lessonsPort: port(env, 'SITE_PORT', 3000),
  gatewayPort: port(env, 'API_GATEWAY_PORT', 8080),
  directory: env.TRACE_STORE_DIR || undefined,
  maxSpans: wholeNumber(env, 'TRACE_STORE_MAX_SPANS', 1, Number.MAX_SAFE_INTEGER),
  maxBytes: megabytes(wholeNumber(env, 'TRACE_STORE_MAX_MB', 1, 1_000_000)),
});

const port = (env: Environment, name: string, usual: number): number =>
  wholeNumber(env, name, 0, 65_535) ?? usual;

function thriftPorts(env: Environment): ThriftPorts {
  const ports: ThriftPorts = {};
  for (const door of THRIFT_DOORS) {
    const wanted = wholeNumber(env, THRIFT_VARIABLES[door], 0, 65_535);
    if (wanted !== undefined) ports[door] = wanted;
  }
  return ports;
}

const megabytes = (count: number | undefined): number | undefined =>
  count === undefined ? undefined : count * 1024 * 1024;

function wholeNumber(env: Environment, name: string, least: number, most: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new BadSetting(`${name} is "${text}", and must be a whole number from ${least} to ${most}.`);
}
