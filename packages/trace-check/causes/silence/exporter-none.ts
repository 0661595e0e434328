import type { Cause } from '../cause.ts';
import { undo, whereSet } from './address.ts';
import { explainTogether, silentServices } from './silent.ts';

const VARIABLE = 'OTEL_TRACES_EXPORTER';
const KNOWN = new Set(['otlp', 'console']);

const chosen = (value: string): string[] =>
  value
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);

export const exporterNone: Cause = {
  id: 'exporter-none',
  title: 'The environment asks for no exporter',
  family: 'silence',
  seen: 'The service answers, and neither a span nor a `traceparent` header leaves it.',
  why: '`OTEL_TRACES_EXPORTER` is `none`, or names an exporter the SDK does not have, such as `jaeger`. Without an exporter the SDK registers no provider, so no span is made and no context travels: the traces of the other services break as well.',
  fix: 'Unset the variable. To keep a service quiet and its traces whole, use a sampler.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const without = silentServices(symptoms, seen).filter(({ process }) => {
      const value = process?.env[VARIABLE] ?? '';
      return (
        value !== '' && process?.sdk?.registered === false && !chosen(value).some(name => KNOWN.has(name))
      );
    });
    return explainTogether(without, (first, names) => {
      const where = whereSet(first, VARIABLE);
      const value = first.process?.env[VARIABLE] ?? '';
      const none = chosen(value).includes('none');
      return {
        saw: `No span of ${names} arrived, and no tracer provider was registered there.`,
        message: none
          ? `${VARIABLE} is none: without an exporter the SDK makes no spans and passes no context on.`
          : `${VARIABLE} is ${value}, and this SDK has no exporter of that name.`,
        next: `${undo(VARIABLE, where)} Or give the NodeSDK a traceExporter in code.`,
        where,
      };
    });
  },
};
