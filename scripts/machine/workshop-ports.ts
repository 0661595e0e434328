// Every port of the workshop: its name, its number, and the variable that moves it.

import { SERVICE_NAMES, SERVICES, type ServiceName } from '#trace-check/launch/service.ts';
import { THRIFT_VARIABLES } from '#trace-store/thrift/thrift-ports.ts';

export type PortName = ServiceName | 'ui' | 'otlp-http' | 'otlp-grpc' | ThriftName | 'lessons';
type ThriftName = 'thrift-http' | 'thrift-binary' | 'thrift-compact';
export type Transport = 'tcp' | 'udp';
export type PortUse = {
  name: PortName;
  what: string;
  variable: string;
  usual: number;
  transport: Transport;
};

export const PORT_USES: readonly PortUse[] = [
  ...SERVICE_NAMES.map(name => ({
    name,
    what: name,
    variable: SERVICES[name].portVariable,
    usual: SERVICES[name].port,
    transport: 'tcp' as const,
  })),
  { name: 'ui', what: 'traces', variable: 'UI_PORT', usual: 16686, transport: 'tcp' },
  { name: 'otlp-http', what: 'OTLP over HTTP', variable: 'OTLP_HTTP_PORT', usual: 4318, transport: 'tcp' },
  { name: 'otlp-grpc', what: 'OTLP over gRPC', variable: 'OTLP_GRPC_PORT', usual: 4317, transport: 'tcp' },
  { name: 'lessons', what: 'lessons', variable: 'SITE_PORT', usual: 3000, transport: 'tcp' },
  {
    name: 'thrift-http',
    what: "Jaeger's old exporter, over HTTP",
    variable: THRIFT_VARIABLES.http,
    usual: 14_268,
    transport: 'tcp',
  },
  {
    name: 'thrift-binary',
    what: "Jaeger's old exporter, over UDP",
    variable: THRIFT_VARIABLES.binary,
    usual: 6832,
    transport: 'udp',
  },
  {
    name: 'thrift-compact',
    what: "Jaeger's old clients, compact, over UDP",
    variable: THRIFT_VARIABLES.compact,
    usual: 6831,
    transport: 'udp',
  },
];

/** Few need these: one that is taken holds up nothing. */
export const THRIFT_NAMES: readonly PortName[] = ['thrift-http', 'thrift-binary', 'thrift-compact'];

export type Ports = Record<PortName, number>;

export class PortError extends Error {
  override name = 'PortError';
}

const readPort = ({ variable, usual }: PortUse, env: NodeJS.ProcessEnv): number => {
  const text = env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new PortError(`${variable} is "${text}". It must be a port number from 1 to 65535.`);
};

export const readPorts = (env: NodeJS.ProcessEnv = process.env): Ports => {
  const ports: Ports = {
    'api-gateway': 0,
    'user-service': 0,
    'order-service': 0,
    'inventory-service': 0,
    ui: 0,
    'otlp-http': 0,
    'otlp-grpc': 0,
    lessons: 0,
    'thrift-http': 0,
    'thrift-binary': 0,
    'thrift-compact': 0,
  };
  for (const use of PORT_USES) ports[use.name] = readPort(use, env);
  const twice = PORT_USES.find(use =>
    PORT_USES.some(
      other => other !== use && other.transport === use.transport && ports[other.name] === ports[use.name],
    ),
  );
  if (twice)
    throw new PortError(`Port ${ports[twice.name]} is given to two things; look at ${twice.variable}.`);
  return ports;
};

export const usualPorts = (): Ports => readPorts({});

/** Another port, a hundred or so up, to offer in a message. */
export const movedPort = (port: number): number => (port + 100 <= 65_535 ? port + 100 : port - 100);
