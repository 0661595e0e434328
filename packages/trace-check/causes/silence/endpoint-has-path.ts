import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const doubled = ({ mail }: Silent): string | undefined =>
  mail.find(one => one.reason === 'doubled-path')?.path;

export const endpointHasPath: Cause = {
  id: 'endpoint-has-path',
  title: 'The path is there twice',
  family: 'silence',
  seen: 'Spans are sent to `/v1/traces/v1/traces`, where nobody takes them.',
  why: '`OTEL_EXPORTER_OTLP_ENDPOINT` is a base address. The SDK adds `/v1/traces` to it, and the value ends with that path already.',
  fix: 'Set the variable to `http://localhost:4318`, or unset it: that is the default.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(silent => doubled(silent) !== undefined);
    return explainAddresses(sent, '/v1/traces', (first, names, { variable }) => {
      const added = variable?.name === 'OTEL_EXPORTER_OTLP_ENDPOINT';
      return {
        saw: `No span of ${names} arrived. POST ${doubled(first)} came instead.`,
        message: variable
          ? `${variable.name} is ${variable.value}${added ? ', and the SDK adds /v1/traces to it' : ''}.`
          : 'The address holds the path twice.',
        next: variable
          ? `Set it to http://localhost:4318${added ? '' : '/v1/traces'}, or unset it.${added ? ' The SDK adds the path.' : ''}`
          : 'Write http://localhost:4318/v1/traces, or leave `url` out.',
      };
    });
  },
};
