// What every receiver hands on, whichever road the telemetry took.

import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { LostMail, LostMailReason } from './lost-mail.ts';

export type Protocol = 'http/protobuf' | 'http/json' | 'grpc' | 'thrift';
export type OtherSignal = 'logs' | 'metrics';

export type Sender = {
  protocol: Protocol;
  remotePort: number;
  userAgent: string;
  /** The request as it was, unpacked: enough to hand it on to another backend. Thrift is turned into OTLP protobuf first. */
  raw: Uint8Array;
};

export type Recipient = {
  onSpans(spans: Span[], from: Sender): void;
  /**
   * Who keeps OTLP protobuf as it comes is spared the decoding. Throws UnreadableBody; leaves spans without ids out;
   * copies what it keeps, since the bytes are written over.
   */
  onBody?(body: Uint8Array, from: Sender): { spans: number; rejected: number };
  onLostMail(mail: LostMail): void;
  /** Logs and metrics are taken politely and let go. */
  onOtherSignal?(signal: OtherSignal, from: Sender): void;
};

/** What a delivery is known by when it has to be reported as lost. */
export type Envelope = Omit<LostMail, 'reason' | 'at' | 'detail'>;

export const lost = (envelope: Envelope, reason: LostMailReason, detail: string): LostMail => ({
  reason,
  at: Date.now(),
  ...envelope,
  detail,
});

const NO_TRACE_ID = '0'.repeat(32);
const NO_SPAN_ID = '0'.repeat(16);

export const hasIds = ({ traceId, spanId }: Span): boolean =>
  traceId !== '' && spanId !== '' && traceId !== NO_TRACE_ID && spanId !== NO_SPAN_ID;

/** Hands on the spans that can be told apart; answers how many could not. */
export function deliver(spans: Span[], from: Sender, envelope: Envelope, to: Recipient): number {
  // Nearly every batch is whole; `every` avoids a copy of it.
  const usable = spans.every(hasIds) ? spans : spans.filter(hasIds);
  const rejected = spans.length - usable.length;
  if (usable.length > 0) to.onSpans(usable, from);
  reportRejected(rejected, spans.length, envelope, to);
  return rejected;
}

/** The same for a body of OTLP protobuf. Throws UnreadableBody. */
export function deliverProtobuf(from: Sender, envelope: Envelope, to: Recipient): number {
  if (to.onBody === undefined) return deliver(decodeOtlpProtobuf(from.raw), from, envelope, to);
  const { spans, rejected } = to.onBody(from.raw, from);
  reportRejected(rejected, spans, envelope, to);
  return rejected;
}

function reportRejected(rejected: number, of: number, envelope: Envelope, to: Recipient): void {
  if (rejected === 0) return;
  const detail = `${rejected} of ${of} spans have no trace id or no span id`;
  to.onLostMail(lost(envelope, 'invalid-ids', detail));
}
