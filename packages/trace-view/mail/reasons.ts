// What each reason for lost mail means, and what to do. Where the checker knows the cause, its page says more.

export type ReasonText = {
  title: string;
  means: string;
  fix: string;
  /** What to write, where a line says it best. */
  line?: string;
  /** A cause in the lessons. */
  cause?: string;
};

const BASE = 'OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318';

export const REASONS: Record<string, ReasonText> = {
  'wrong-path': {
    title: 'Sent to a path where nobody takes traces',
    means:
      'The port was right and the path was not. An exporter uses a url it is given in code exactly as it is.',
    fix: 'Write the whole address, or leave the url out: the default is right.',
    line: "new OTLPTraceExporter({ url: 'http://localhost:4318/v1/traces' })",
    cause: 'url-without-path',
  },
  'doubled-path': {
    title: 'The path is there twice',
    means:
      'The variable for the endpoint is a base address. The SDK adds /v1/traces to it, and the value ended with that path already.',
    fix: 'End the variable after the port.',
    line: BASE,
    cause: 'endpoint-has-path',
  },
  'grpc-to-http-port': {
    title: 'gRPC came to the port for HTTP',
    means: 'Port 4318 speaks HTTP, port 4317 speaks gRPC. This exporter speaks gRPC.',
    fix: 'Send it to 4317, or take an exporter that speaks HTTP.',
    line: 'OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317',
    cause: 'grpc-to-http-port',
  },
  'http-to-grpc-port': {
    title: 'HTTP came to the port for gRPC',
    means: 'Port 4317 speaks gRPC, port 4318 speaks HTTP. This exporter speaks HTTP.',
    fix: 'Send it to 4318, or leave the address out: it is the default.',
    line: BASE,
    cause: 'http-to-grpc-port',
  },
  probe: {
    title: 'A visit, not a delivery',
    means:
      'A browser, curl or a program looked at a port for spans with GET. Nothing was lost: whatever it was answered says nothing about the way for spans.',
    fix: 'To test the way, send a real span.',
    line: 'npm run doctor -- --probe http://localhost:4318',
    cause: 'visit-is-no-proof',
  },
  'wrong-method': {
    title: 'Sent with another method than POST',
    means:
      'Telemetry comes as POST. Whatever sent this is no exporter of OpenTelemetry, or something rewrote it on the way.',
    fix: 'Use an exporter with its defaults.',
    line: 'new OTLPTraceExporter()',
    cause: 'delivery-refused',
  },
  'tls-to-plain-port': {
    title: 'https:// where http:// is spoken',
    means:
      'The connection began with encryption. A trace store on your own machine has no certificate and speaks plain http.',
    fix: 'Write http:// in the address.',
    line: BASE,
    cause: 'tls-to-plain-port',
  },
  'not-http': {
    title: 'Neither HTTP nor gRPC',
    means:
      'The first bytes are those of another protocol, such as a database client, or a header was too long.',
    fix: 'Look at the port the sender connects to, and give it the address of what it wants to talk to.',
  },
  'unsupported-content-type': {
    title: 'The content type is not one of OTLP',
    means:
      'OTLP over HTTP is application/x-protobuf or application/json. By any other name the body is not looked at.',
    fix: 'Send one of the two. An exporter of OpenTelemetry does.',
    line: 'content-type: application/json',
    cause: 'delivery-refused',
  },
  'unsupported-encoding': {
    title: 'Packed in a way nobody here can unpack',
    means: 'The body is compressed. gzip, deflate and zstd can be read.',
    fix: 'Choose gzip, or none.',
    line: 'OTEL_EXPORTER_OTLP_COMPRESSION=gzip',
    cause: 'delivery-refused',
  },
  'body-too-large': {
    title: 'One delivery of more than 20 MB',
    means: 'The limit is that of the OpenTelemetry Collector. A batch of 512 spans has about 200 kB.',
    fix: 'Send smaller batches, or look for attributes that hold whole documents.',
    line: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE=512',
    cause: 'delivery-refused',
  },
  'unparsable-body': {
    title: 'The body is not what its headers say',
    means:
      'The headers promise OTLP, and the bytes are none: made by hand, cut short, or packed without saying so.',
    fix: 'Use an exporter with its defaults. A body written by hand has to begin with {"resourceSpans":[…]}.',
    line: 'new OTLPTraceExporter()',
    cause: 'delivery-refused',
  },
  'invalid-ids': {
    title: 'Spans without ids',
    means:
      'The spans could be read, and their trace id or span id is missing or all zeros. Nobody could find them again.',
    fix: 'Let the SDK make the ids. A span written by hand needs 32 and 16 hex digits.',
  },
  'cut-off': {
    title: 'The sender hung up',
    means: 'The connection ended before the body did: the process stopped while it was sending.',
    fix: 'Shut the SDK down, and wait for it, before the process ends.',
    line: 'await sdk.shutdown()',
    cause: 'lost-at-stop',
  },
  'unknown-grpc-method': {
    title: 'A gRPC call that OTLP does not have',
    means: 'OTLP has one call each for traces, metrics and logs. This was another, such as Jaeger’s own.',
    fix: 'Use an exporter for OTLP over gRPC.',
    line: '@opentelemetry/exporter-trace-otlp-grpc',
  },
  'thrift-to-otlp-port': {
    title: 'Jaeger’s old format came to a port for OTLP',
    means:
      'The old Jaeger exporter speaks Thrift, and ports 4318 and 4317 speak OTLP. Thrift over HTTP goes to 14268.',
    fix: 'Send it to port 14268, or use an exporter for OTLP.',
    line: 'OTEL_EXPORTER_JAEGER_ENDPOINT=http://localhost:14268/api/traces',
    cause: 'jaeger-port',
  },
  'otlp-to-thrift-port': {
    title: 'OTLP came to the port for Jaeger’s old format',
    means:
      'Port 14268 takes Thrift from Jaeger’s old clients. This exporter speaks OTLP, which goes to 4318.',
    fix: 'Send it to 4318, or leave the address out: it is the default.',
    line: BASE,
    cause: 'jaeger-port',
  },
  'grpc-to-thrift-port': {
    title: 'gRPC came to the port for Jaeger’s old format',
    means:
      'Port 14268 takes Thrift over HTTP. OTLP over gRPC goes to 4317. Jaeger’s own gRPC, which listened on 14250, is not taken here.',
    fix: 'Send OTLP to 4317.',
    line: 'OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317',
    cause: 'jaeger-port',
  },
  'thrift-wrong-path': {
    title: 'The address of Jaeger’s old exporter lacks its path',
    means: 'The port was right and the path was not. The exporter uses its endpoint exactly as it is.',
    fix: 'End the address with /api/traces.',
    line: 'OTEL_EXPORTER_JAEGER_ENDPOINT=http://localhost:14268/api/traces',
    cause: 'jaeger-port',
  },
  'thrift-content-type': {
    title: 'A body that does not say it is Thrift',
    means:
      'Port 14268 reads a body whose content type is application/x-thrift or application/vnd.apache.thrift.binary. This one had another.',
    fix: 'Send that content type. The old exporter does so without any setting.',
    line: 'content-type: application/x-thrift',
    cause: 'delivery-refused',
  },
  'unparsable-thrift': {
    title: 'Bytes that are not Jaeger’s format',
    means:
      'They are not Thrift, or end too early, or lack a field that Jaeger needs. A datagram does not name its sender: look at the port it was sent from.',
    fix: 'Find the program that sends to this port. A datagram over 65,000 bytes is cut by some senders: let it send fewer spans at once.',
    cause: 'delivery-refused',
  },
  'thrift-other-encoding': {
    title: 'The two UDP ports are swapped',
    means:
      'Thrift has two encodings. Port 6832 reads the binary one, port 6831 the compact one. This came to the wrong port.',
    fix: 'Give the sender the other port. The exporter for Node.js writes binary.',
    line: 'OTEL_EXPORTER_JAEGER_AGENT_PORT=6832',
    cause: 'jaeger-port',
  },
  'thrift-other-call': {
    title: 'A call Jaeger’s agent no longer takes',
    means:
      'The datagram can be read. It does not bring Jaeger’s spans: it asks for something else, such as taking Zipkin’s.',
    fix: 'Let the sender use an exporter for OTLP.',
    line: '@opentelemetry/exporter-trace-otlp-proto',
  },
  'not-from-this-machine': {
    title: 'From a web page that is not this workshop’s',
    means:
      'A web page, or a name that only looks like this machine, tried to send telemetry. It was turned away.',
    fix: 'You need to do nothing. If it was your own page, open it at localhost.',
  },
};

export const reasonText = (reason: string): ReasonText =>
  REASONS[reason] ?? {
    title: reason,
    means: 'It could not be used.',
    fix: 'Read what was seen of it below.',
  };
