// A cause explains symptoms. Causes are tried family by family; the first that explains a symptom
// silences it for those that come after.

import type { Case } from '../case.ts';
import type { Where } from '../finding.ts';
import type { ServiceName } from '../launch/service.ts';
import type { Symptom } from '../symptom.ts';

export const FAMILIES = ['start', 'silence', 'identity', 'structure', 'meaning', 'style'] as const;
export type Family = (typeof FAMILIES)[number];

/** What the lessons say of a cause, at /causes/<id>. */
export type CauseInfo = {
  id: string;
  title: string;
  family: Family;
  /** What one sees in the trace, or in its place. */
  seen: string;
  /** Why it happens. */
  why: string;
  /** What to do. */
  fix: string;
  lesson?: string;
};

export type Explanation = {
  /** The symptoms this explains; the first is what the finding is about. */
  covers: [Symptom, ...Symptom[]];
  /** The observation, when the symptom's own is not the best one. */
  saw?: string;
  /** What it means, in one sentence. */
  message: string;
  /** The next thing to do, in one or two sentences. */
  next: string;
  where?: Where | undefined;
};

export type Cause = CauseInfo & {
  explain(symptoms: Symptom[], seen: Case): Explanation[];
};

/** An explanation of all given symptoms, or none if there are none. */
export const explainAll = (symptoms: Symptom[], explanation: Omit<Explanation, 'covers'>): Explanation[] => {
  const [first, ...rest] = symptoms;
  return first === undefined ? [] : [{ ...explanation, covers: [first, ...rest] }];
};

export const ofKind = (symptoms: Symptom[], ...kinds: Symptom['what'][]): Symptom[] =>
  symptoms.filter(symptom => kinds.includes(symptom.what));

/** Everything that shows in a service, or at either end of an edge it is part of. */
export const touching = (symptoms: Symptom[], service: ServiceName): Symptom[] =>
  symptoms.filter(symptom => symptom.service === service || symptom.to === service);

/** The services with at least one symptom of these kinds, in order of appearance. */
export const servicesWith = (symptoms: Symptom[], ...kinds: Symptom['what'][]): ServiceName[] => [
  ...new Set(ofKind(symptoms, ...kinds).flatMap(symptom => (symptom.service ? [symptom.service] : []))),
];
