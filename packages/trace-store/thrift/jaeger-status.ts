// Jaeger has no status: clients wrote it as tags, each in its way. The order is that of the OpenTelemetry
// Collector: `error: true`, then `otel.status_code`, then `http.status_code`.

import type { Attributes, AttributeValue, Span, SpanKind, StatusCode } from '#trace-model/span.ts';

type Status = Span['status'];

const CODE = 'otel.status_code';
const DESCRIPTION = 'otel.status_description';

/** The status, and the tags that said it and nothing else. */
export function statusOf(tags: Attributes, kind: SpanKind): { status: Status; said: string[] } {
  const { error, [CODE]: code, [DESCRIPTION]: description } = tags;
  if (error?.type === 'bool' && error.value) {
    const message = textOf(description ?? tags['http.status_message']);
    return { status: { code: 'error', message }, said: ['error', CODE, DESCRIPTION] };
  }
  if (code !== undefined) {
    const status = { code: codeNamed(textOf(code)), message: textOf(description) };
    return { status, said: [CODE, DESCRIPTION] };
  }
  const byHttp = codeOfHttp(tags['http.status_code'], kind);
  const message = byHttp === 'unset' ? '' : textOf(tags['http.status_message']);
  return { status: { code: byHttp, message }, said: [] };
}

const textOf = (value: AttributeValue | undefined): string => (value?.type === 'string' ? value.value : '');

function codeNamed(text: string): StatusCode {
  const name = text.toUpperCase();
  return name === 'OK' ? 'ok' : name === 'ERROR' ? 'error' : 'unset';
}

/** From 100 to 398 is no error; that 399 is one is the Collector's own reading. */
function codeOfHttp(value: AttributeValue | undefined, kind: SpanKind): StatusCode {
  const code = wholeNumber(value);
  if (code === undefined) return 'unset';
  if (code >= 400n && code < 500n && kind === 'server') return 'unset';
  return code >= 100n && code < 399n ? 'unset' : 'error';
}

function wholeNumber(value: AttributeValue | undefined): bigint | undefined {
  if (value?.type === 'int') return value.value;
  return value?.type === 'string' && /^[+-]?\d{1,18}$/.test(value.value) ? BigInt(value.value) : undefined;
}
