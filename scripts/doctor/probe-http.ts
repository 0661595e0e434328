import type { ProbeSpan } from './probe.ts';
import { nothingListens, type Probed } from './probe-grpc.ts';

const ANSWER_WITHIN_MS = 5_000;
const NANOS_IN_MS = 1_000_000n;
const SHOWN_OF_BODY = 160;

const bodyOf = ({ traceId, spanId, startMs }: ProbeSpan): string => {
  const start = BigInt(startMs) * NANOS_IN_MS;
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', 'workshop-doctor')] },
        scopeSpans: [
          {
            scope: { name: 'workshop-doctor' },
            spans: [
              {
                traceId,
                spanId,
                name: 'doctor probe',
                kind: 1,
                startTimeUnixNano: String(start),
                endTimeUnixNano: String(start + NANOS_IN_MS),
              },
            ],
          },
        ],
      },
    ],
  });
};

const rejected = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    const partial =
      typeof value === 'object' && value !== null && 'partialSuccess' in value ? value.partialSuccess : {};
    return (
      typeof partial === 'object' &&
      partial !== null &&
      'rejectedSpans' in partial &&
      Number(partial.rejectedSpans) > 0
    );
  } catch {
    return false;
  }
};

const errorCode = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.name : String(error);
};

export const probeHttp = async (url: URL, span: ProbeSpan): Promise<Probed> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodyOf(span),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? 'no content type';
    const isOtlp = type.includes('json') || type.includes('protobuf');
    if (answer.ok && isOtlp && !rejected(text))
      return {
        delivered: true,
        message: `${url} took the span over OTLP/HTTP (status ${answer.status}). Its trace id: ${span.traceId}`,
      };
    const said = text.replace(/\s+/g, ' ').trim().slice(0, SHOWN_OF_BODY);
    return {
      delivered: false,
      message: `${url} answered ${answer.status} (${type})${said ? `: ${said}` : ''}. The span was not taken.`,
      fix: answer.ok
        ? 'A web server answers there, not an OTLP receiver. Look at the port.'
        : 'OTLP over HTTP is a POST to port 4318, path /v1/traces. Look at port and path.',
    };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return nothingListens(url, code);
    return {
      delivered: false,
      message: `${url} did not answer as an HTTP server does (${code}).`,
      fix: 'Look at the port: something else listens there.',
    };
  }
};
