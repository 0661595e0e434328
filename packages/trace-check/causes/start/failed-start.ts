// What the causes of the family `start` have in common: a service is not there, so all that shows in it,
// and all that was asked through it, is explained.

import { type Case, sourcesOf } from '../../case.ts';
import type { ProcessRecord } from '../../evidence.ts';
import type { Source } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import type { Explanation } from '../cause.ts';

export type Down = { process: ProcessRecord; symptom: Symptom; sources: Source[] };

/** Services that did not come up, or ended while they were needed. */
export const servicesDown = (symptoms: Symptom[], seen: Case): Down[] =>
  symptoms
    .filter(symptom => symptom.what === 'not-ready')
    .flatMap(symptom => {
      const process = symptom.service && seen.process(symptom.service);
      return process ? [{ process, symptom, sources: sourcesOf(seen, process.service) }] : [];
    });

/** A service that is down explains everything else: without it nothing could be asked. */
export const explainDown = (
  down: Down,
  symptoms: Symptom[],
  explanation: Omit<Explanation, 'covers'>,
): Explanation[] => [
  {
    ...explanation,
    covers: [
      down.symptom,
      ...symptoms.filter(symptom => symptom !== down.symptom && symptom.what !== 'not-ready'),
    ],
  },
];

/** The first line a person would read out: `TypeError: x is not a function`. */
export const errorLine = (lines: string[]): string | undefined =>
  lines
    // the chassis puts its own words before an error it caught at the start
    .map(line => line.trim().replace(/^[\w-]+ could not start\. /, ''))
    .find(line => /^(\w*Error|\w*Exception)( \[\w+\])?:/.test(line));
