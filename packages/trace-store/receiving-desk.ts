// The receivers on free ports, with all that has come in at them, and a delivery to send.

import type { TestContext } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';
import type { Span } from '#trace-model/span.ts';
import type { Sender } from './delivery.ts';
import type { LostMail } from './lost-mail.ts';
import { startReceivers } from './receivers.ts';

export type Desk = {
  http: string;
  grpc: string;
  httpPort: number;
  grpcPort: number;
  spans: Span[];
  senders: Sender[];
  lost: LostMail[];
  others: string[];
};

export const open = async (t: TestContext): Promise<Desk> => {
  const spans: Span[] = [];
  const senders: Sender[] = [];
  const lost: LostMail[] = [];
  const others: string[] = [];
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans(arrived, from) {
      spans.push(...arrived);
      senders.push(from);
    },
    onLostMail: mail => lost.push(mail),
    onOtherSignal: signal => others.push(signal),
  });
  t.after(receivers.close);
  const { httpPort, grpcPort } = receivers;
  const http = `http://127.0.0.1:${httpPort}`;
  return { http, grpc: `http://127.0.0.1:${grpcPort}`, httpPort, grpcPort, spans, senders, lost, others };
};

export const order = (): Span[] =>
  trace(span('gateway', 'POST /orders', {}, [span('orders', 'place order')]));
export const PROTOBUF = { 'content-type': 'application/x-protobuf' };
export const JSON_TYPE = { 'content-type': 'application/json' };

export const post = (
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Response> => fetch(url, { method: 'POST', body, headers });

export const protobuf = (): Uint8Array<ArrayBuffer> => new Uint8Array(encodeOtlpProtobuf(order()));

export const traces = ({ http }: Desk): string => `${http}/v1/traces`;
