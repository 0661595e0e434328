import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { lineWith } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import type { Cause, Explanation } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { explainTogether, type Silent, silentServices } from './silent.ts';

const astray = ({ mail }: Silent): string | undefined =>
  mail.find(one => one.reason === 'wrong-path' && one.method === 'POST')?.path;

/** The exporter for gRPC wants no path; the other two use what they get. */
const OVER_HTTP = /exporter-trace-otlp-(http|proto)/;
const BARE_URL = /(?<![.\w])url\s*:\s*(['"`])https?:\/\/[^'"`/]+\/?\1/;

/** Through Jaeger nobody sees what went astray; an address that stands in the code tells as much. */
const bareUrl = ({ sources }: Silent): Where | undefined => {
  for (const source of sources) {
    const where = OVER_HTTP.test(source.text) ? lineWith(source, BARE_URL) : undefined;
    if (where) return where;
  }
  return undefined;
};

const writtenBare = (symptoms: Symptom[], seen: Case): Explanation[] =>
  seen.evidence.gathered === 'private'
    ? []
    : silentServices(symptoms, seen).flatMap(silent => {
        const where = bareUrl(silent);
        if (where === undefined) return [];
        return explainTogether([silent], (_first, names) => ({
          saw: `No span of ${names} arrived.`,
          message: 'An exporter uses its url as it is written, and this one has no path.',
          next: 'Leave `url` out, or write http://localhost:4318/v1/traces.',
          where,
        }));
      });

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
    const bare = writtenBare(symptoms, seen);
    if (bare.length > 0) return bare;
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
