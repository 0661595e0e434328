// The configuration Jaeger has when it is started alone, on ports of our own. Left out is what takes more ports and
// no span goes through: sampling, health, expvar, zpages, zipkin.

export const PORTS = [
  'ui',
  'query',
  'otlpHttp',
  'otlpGrpc',
  'thriftHttp',
  'thriftBinary',
  'thriftCompact',
] as const;
export type JaegerPorts = Record<(typeof PORTS)[number], number>;

/** Those of a Jaeger that was started without a configuration, and in its image. */
export const USUAL_PORTS: JaegerPorts = {
  ui: 16686,
  query: 16685,
  otlpHttp: 4318,
  otlpGrpc: 4317,
  thriftHttp: 14268,
  thriftBinary: 6832,
  thriftCompact: 6831,
};

export const UDP: ReadonlySet<string> = new Set(['thriftBinary', 'thriftCompact']);

/** Jaeger's own default. */
const MOST_TRACES = 100_000;

export const jaegerConfig = (ports: JaegerPorts): string => `
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces: { receivers: [otlp, jaeger], processors: [batch], exporters: [jaeger_storage_exporter] }
  telemetry: { metrics: { level: none }, logs: { level: warn } }
extensions:
  jaeger_query:
    storage: { traces: some_storage }
    http: { endpoint: "127.0.0.1:${ports.ui}" }
    grpc: { endpoint: "127.0.0.1:${ports.query}" }
  jaeger_storage:
    backends: { some_storage: { memory: { max_traces: ${MOST_TRACES} } } }
receivers:
  otlp:
    protocols:
      http: { endpoint: "127.0.0.1:${ports.otlpHttp}" }
      grpc: { endpoint: "127.0.0.1:${ports.otlpGrpc}" }
  jaeger:
    protocols:
      thrift_http: { endpoint: "127.0.0.1:${ports.thriftHttp}" }
      thrift_binary: { endpoint: "127.0.0.1:${ports.thriftBinary}" }
      thrift_compact: { endpoint: "127.0.0.1:${ports.thriftCompact}" }
processors: { batch: }
exporters:
  jaeger_storage_exporter: { trace_storage: some_storage }
`;
