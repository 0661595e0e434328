// A service was told to stop with a request open. Those below it in that request go down with it.

import type { Case } from '../../case.ts';
import type { ServiceName } from '../../launch/service.ts';
import type { Symptom } from '../../symptom.ts';
import { type Explanation, explainAll, ofKind } from '../cause.ts';
import { downstreamOf } from './silent.ts';

export const explainLost = (
  service: ServiceName,
  symptoms: Symptom[],
  seen: Case,
  explanation: Omit<Explanation, 'covers'>,
): Explanation[] => {
  const below = downstreamOf(service, seen);
  const lost = ofKind(symptoms, 'lost-at-stop');
  return explainAll(
    [
      ...lost.filter(symptom => symptom.service === service),
      ...lost.filter(symptom => symptom.service !== undefined && below.includes(symptom.service)),
    ],
    explanation,
  );
};
