// Where a service's spans go, by name: `TRACES_EXPORTER=otlp-grpc npm start`. Only the one that is chosen is
// loaded, since each brings libraries of its own. Addresses come from the variables the exporters read themselves.

import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { ConfigError } from './config.ts';

const LOAD = {
  /** Printed by the service itself. Nobody else sees them, so no trace comes together. */
  console: async () => {
    const { ConsoleSpanExporter } = await import('@opentelemetry/sdk-trace');
    return new ConsoleSpanExporter();
  },
  'otlp-http': async () => {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
    return new OTLPTraceExporter();
  },
  'otlp-grpc': async () => {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-grpc');
    return new OTLPTraceExporter();
  },
  /** The last of its line, for those who come from Jaeger's own clients: Thrift, by UDP unless told otherwise. */
  jaeger: async () => {
    const { JaegerExporter } = await import('@opentelemetry/exporter-jaeger');
    return new JaegerExporter();
  },
} as const satisfies Record<string, () => Promise<SpanExporter>>;

export type ExporterName = keyof typeof LOAD;

export const EXPORTER_VARIABLE = 'TRACES_EXPORTER';
export const EXPORTER_NAMES = Object.keys(LOAD);

const isExporterName = (text: string): text is ExporterName => Object.hasOwn(LOAD, text);

/** Names people know from elsewhere: the standard variable, other SDKs, haste. */
const MEANT = new Map<string, ExporterName>([
  ['otlp', 'otlp-http'],
  ['oltp', 'otlp-http'],
  ['http', 'otlp-http'],
  ['http/protobuf', 'otlp-http'],
  ['grpc', 'otlp-grpc'],
  ['stdout', 'console'],
  ['logging', 'console'],
  ['thrift', 'jaeger'],
]);

/** Nothing, where nothing is chosen: then a service uses its own tracing.ts. */
export const chosenExporter = (env: Record<string, string | undefined>): ExporterName | undefined => {
  const text = env[EXPORTER_VARIABLE];
  if (text === undefined || text === '') return undefined;
  if (isExporterName(text)) return text;
  const plain = text.trim().toLowerCase().replaceAll('_', '-');
  const meant = isExporterName(plain) ? plain : MEANT.get(plain);
  throw new ConfigError(
    `${EXPORTER_VARIABLE} is "${text}". It must be one of ${EXPORTER_NAMES.join(', ')}.${
      meant === undefined ? '' : ` Did you mean ${meant}?`
    }`,
  );
};

export const exporterNamed = (name: ExporterName): Promise<SpanExporter> => LOAD[name]();
