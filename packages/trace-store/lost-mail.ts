// Telemetry that went astray. The SDK drops what a backend refuses and says nothing, so the only one who
// can tell the learner is whoever opened the wrong door. Plain JSON-safe data.

export const LOST_MAIL_REASONS = [
  /** A path nothing listens on, such as POST / or /v1/trace. */
  'wrong-path',
  /** /v1/traces/v1/traces: the full URL was given where the base URL belongs. */
  'doubled-path',
  /** HTTP/2 with a gRPC path came to the OTLP/HTTP port. */
  'grpc-to-http-port',
  /** HTTP/1.1 with a body came to the OTLP/gRPC port. */
  'http-to-grpc-port',
  /** A GET or HEAD, as from a browser or curl. */
  'probe',
  'wrong-method',
  /** https:// to a port that speaks plain http. */
  'tls-to-plain-port',
  /** Bytes that are neither HTTP/1 nor HTTP/2. */
  'not-http',
  'unsupported-content-type',
  'unsupported-encoding',
  'body-too-large',
  'unparsable-body',
  /** Readable spans whose trace id or span id is missing or all zeros. */
  'invalid-ids',
  /** The sender hung up before its body was complete. */
  'cut-off',
  /** A gRPC method other than the three Export methods of OTLP. */
  'unknown-grpc-method',
  /** Thrift of Jaeger's old clients came to a port for OTLP. */
  'thrift-to-otlp-port',
  /** OTLP over HTTP came to the port for Jaeger's Thrift. */
  'otlp-to-thrift-port',
  /** gRPC came to the port for Jaeger's Thrift: OTLP, or Jaeger's own that listened on 14250. */
  'grpc-to-thrift-port',
  /** A path other than /api/traces at the port for Jaeger's Thrift. */
  'thrift-wrong-path',
  /** A body that does not say it is Thrift, at the port for it. */
  'thrift-content-type',
  /** Bytes that are no batch of Jaeger's, over HTTP or in a datagram. */
  'unparsable-thrift',
  /** The binary encoding came to the UDP port for the compact one, or the other way round. */
  'thrift-other-encoding',
  /** A call of Jaeger's agent other than emitBatch, such as the one for Zipkin's spans. */
  'thrift-other-call',
  /** A Host or Origin that is not this machine: a web page of a stranger, or DNS rebinding. */
  'not-from-this-machine',
] as const;

export type LostMailReason = (typeof LOST_MAIL_REASONS)[number];

/** The doors for telemetry: OTLP's two, and those of Jaeger's old clients. */
export const DOORS = ['http', 'grpc', 'thrift-http', 'thrift-binary', 'thrift-compact'] as const;
export type DoorName = (typeof DOORS)[number];
export type TcpDoor = Exclude<DoorName, 'thrift-binary' | 'thrift-compact'>;

export type LostMail = {
  reason: LostMailReason;
  /** Milliseconds since 1970. */
  at: number;
  port: DoorName;
  method?: string;
  path?: string;
  contentType?: string;
  userAgent?: string;
  /** How much of the body, as sent, had arrived. */
  bytes: number;
  remotePort: number;
  /** One sentence: what was seen. */
  detail: string;
};

export type LostMailBox = {
  add(mail: LostMail): void;
  /** Oldest first. */
  kept(): readonly LostMail[];
  /** All there ever were, with those let go. */
  total(): number;
};

/** Keeps the newest `limit`: a sender with the wrong port tries again every five seconds, all night. */
export function lostMailBox(limit = 200): LostMailBox {
  const mails: LostMail[] = [];
  let total = 0;
  return {
    add(mail) {
      total++;
      mails.push(mail);
      if (mails.length > limit) mails.shift();
    },
    kept: () => mails,
    total: () => total,
  };
}

const LONGEST_FIELD = 300;

/** A field from a stranger's request, short enough to keep. */
export const shortened = (text: string): string =>
  text.length > LONGEST_FIELD ? `${text.slice(0, LONGEST_FIELD)}…` : text;
