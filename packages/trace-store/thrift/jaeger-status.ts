// Jaeger has no status: clients wrote it as tags, each in its way. The order is that of the OpenTelemetry
// Collector: `error: true`, then `otel.status_code`, then `http.status_code`.

import type { Attributes, AttributeValue, Span, SpanKind, StatusCode } from '#trace-model/span.ts';

type Status = Span['status'];

/** Reads the status, and takes away the tags that say nothing else. */
export function takeStatus(attributes: Attributes, kind: SpanKind): Status {
  const { error } = attributes;
  const failed = error?.type === 'bool' && error.value;
  const said = attributes['otel.status_code'];
  if (failed) {
    delete attributes.error;
    const message = takeDescription(attributes) ?? textOf(attributes['http.status_message']);
    delete attributes['otel.status_code'];
    return { code: 'error', message };
  }
  if (said !== undefined) {
    delete attributes['otel.status_code'];
    return { code: codeNamed(textOf(said)), message: takeDescription(attributes) ?? '' };
  }
  const code = codeOfHttp(attributes['http.status_code'], kind);
  return code === 'unset'
    ? { code, message: '' }
    : { code, message: textOf(attributes['http.status_message']) };
}

const textOf = (value: AttributeValue | undefined): string => (value?.type === 'string' ? value.value : '');

function codeNamed(text: string): StatusCode {
  const name = text.toUpperCase();
  return name === 'OK' ? 'ok' : name === 'ERROR' ? 'error' : 'unset';
}

function takeDescription(attributes: Attributes): string | undefined {
  const description = attributes['otel.status_description'];
  delete attributes['otel.status_description'];
  return description === undefined ? undefined : textOf(description);
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
