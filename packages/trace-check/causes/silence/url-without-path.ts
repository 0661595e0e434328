import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const astray = ({ mail }: Silent): string | undefined =>
  mail.find(one => one.reason === 'wrong-path' && one.method === 'POST')?.path;

export const urlWithoutPath: Cause = {
  id: 'url-without-path',
  title: 'The address has no path, or another one',
  family: 'silence',
  seen: 'Spans are sent to `/`, or to another path where nobody takes them.',
  why: 'An exporter uses the `url` it is given in code exactly as it is. It adds no path. The variable `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is used as it is, too.',
  fix: 'Leave `url` out, or write all of it: `http://localhost:4318/v1/traces`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(silent => astray(silent) !== undefined);
    return explainAddresses(sent, undefined, (first, names, { variable }) => {
      const path = astray(first) ?? '/';
      const as = variable?.name.includes('TRACES') ? ', and this variable is used as it is' : '';
      const from = variable
        ? `${variable.name} is ${variable.value}${as}`
        : 'An exporter uses its url as it is written, and this one has';
      const fault = path === '/' ? 'no path' : `the path ${path}, where nobody takes traces`;
      return {
        saw: `No span of ${names} arrived. A message went to the path ${path} instead.`,
        message: variable ? `${from}: it has ${fault}.` : `${from} ${fault}.`,
        next: variable
          ? `Unset ${variable.name}: without it spans go to the right place.`
          : 'Leave `url` out, or write http://localhost:4318/v1/traces.',
      };
    });
  },
};
