// What is where inside the network of docker-compose.yml. Pure.

import { SERVICE_NAMES, SERVICES, type ServiceName } from '#trace-check/launch/service.ts';

/** In a container every service has its usual port; only the published ones move. */
export const portsInside = (): Record<ServiceName, number> => ({
  'api-gateway': SERVICES['api-gateway'].port,
  'user-service': SERVICES['user-service'].port,
  'order-service': SERVICES['order-service'].port,
  'inventory-service': SERVICES['inventory-service'].port,
});

export type Door = { port: number; host: string };

export type Telemetry = {
  /** Who takes the spans first. */
  host: string;
  /** How long they are held there before Jaeger has them: the wait of docker/collector.yaml's tail sampling. */
  heldMs: number;
  /** Where log lines go besides the container's own log. */
  loki?: string;
};

const TAIL_SAMPLING_WAIT_MS = 3_000;

/** `collector,postgres` as in COMPOSE_PROFILES. */
export const telemetryFor = (profiles: string): Telemetry => {
  const on = new Set(profiles.split(',').map(name => name.trim()));
  if (on.has('full'))
    return { host: 'collector-full', heldMs: TAIL_SAMPLING_WAIT_MS, loki: 'http://loki:3100' };
  if (on.has('collector')) return { host: 'collector', heldMs: TAIL_SAMPLING_WAIT_MS };
  return { host: 'jaeger', heldMs: 0 };
};

/**
 * The labs say `localhost`, and in a container that is the container itself. These ports of it lead to where
 * they lead on the learner's own machine, so that the same file runs in both places.
 */
export const doorsFor = ({ host }: Telemetry): Door[] => [
  { port: 4317, host },
  { port: 4318, host },
  { port: 14_268, host: 'jaeger' },
];

const urlVariable = (service: ServiceName): string =>
  SERVICES[service].portVariable.replace(/_PORT$/, '_URL');

export type Exporting =
  /** The lab's own file chooses the exporter: told nothing, each sort finds its usual port behind a local door. */
  | 'own'
  /** The shop's tracing, which sends OTLP over HTTP or over gRPC. */
  | 'http'
  | 'grpc';

const endpoint = (host: string, exporting: Exporting): Record<string, string> =>
  exporting === 'own'
    ? {}
    : { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${exporting === 'grpc' ? 4317 : 4318}` };

export const serviceEnvironment = (
  { host, heldMs }: Telemetry,
  exporting: Exporting,
): Record<string, string> => ({
  ...Object.fromEntries(
    SERVICE_NAMES.map(name => [urlVariable(name), `http://${name}:${SERVICES[name].port}`]),
  ),
  ...endpoint(host, exporting),
  // datagrams go through no door
  OTEL_EXPORTER_JAEGER_AGENT_HOST: 'jaeger',
  // the container's network reaches it, and its port is published on this machine's loopback alone
  SHOP_HOST: '0.0.0.0',
  SHOP_ADMIN: 'open',
  SHOP_SPANS_HELD_MS: String(heldMs),
});
