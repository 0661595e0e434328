import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { silentServices } from './silent.ts';

export const urlWithoutPath: Cause = {
  id: 'url-without-path',
  title: 'The address has no path, or another one',
  family: 'silence',
  seen: 'Spans are sent to `/`, or to another path where nobody takes them.',
  why: 'An exporter uses the `url` it is given in code exactly as it is. It adds no path.',
  fix: 'Leave `url` out, or write all of it: `http://localhost:4318/v1/traces`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const astray = silent.mail.find(mail => mail.reason === 'wrong-path' && mail.method === 'POST');
      if (astray === undefined) return [];
      const variable = addressVariable(silent);
      const inCode = whereAddress(silent);
      const where = inCode ?? (variable && whereSet(silent, variable.name));
      const path = astray.path ?? '/';
      const from =
        inCode || variable === undefined
          ? 'An exporter uses its url as it is written'
          : `${variable.name} is ${variable.value}${variable.name.includes('TRACES') ? ', and this one is used as it is' : ''}`;
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. POST ${path} came instead.`,
          message:
            path === '/'
              ? `${from}, and this one has no path.`
              : `${from}, and traces are taken at /v1/traces only.`,
          next:
            inCode || variable === undefined
              ? 'Leave `url` out, or write http://localhost:4318/v1/traces.'
              : `Unset ${variable.name}: without it spans go to the right place.`,
          where,
        },
      ];
    }),
};
