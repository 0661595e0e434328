// error=true was how one said it before OpenTelemetry.

import type { Span } from '#trace-model/span.ts';
import { sourcesOf } from '../../case.ts';
import { whereKey } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const SAID_SO = ['error', 'otel.status_code', 'status', 'status.code'];

const saidOn = (span: Span | undefined): string | undefined => {
  if (span === undefined || span.status.code !== 'unset') return undefined;
  return SAID_SO.find(key => {
    const value = span.attributes[key];
    return value !== undefined && value.type !== 'empty' && /^(true|error|2)$/i.test(String(value.value));
  });
};

export const errorAsAttribute: Cause = {
  id: 'error-as-attribute',
  title: 'The failure is an attribute',
  family: 'meaning',
  seen: 'The span has an attribute such as `error=true`, and its status is unset.',
  why: 'Tracers before OpenTelemetry marked a failure with the tag `error`. Today it is an attribute like any other. Tools color and count by the status.',
  fix: 'Use `span.setStatus({ code: SpanStatusCode.ERROR })`, and drop the attribute.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const covers = ofKind(symptoms, 'status-not-error').filter(({ spans: [span] }) => saidOn(span));
    const key = saidOn(covers[0]?.spans[0]) ?? '';
    const service = covers[0]?.service;
    return explainAll(covers, {
      saw: `"${covers[0]?.spans[0]?.name}" has the attribute "${key}", and its status is unset.`,
      message: 'An attribute of that name means nothing to a tool. What counts as an error is the status.',
      next: 'Replace it with span.setStatus({ code: SpanStatusCode.ERROR }).',
      where: service && whereKey(sourcesOf(seen, service), key),
    });
  },
};
