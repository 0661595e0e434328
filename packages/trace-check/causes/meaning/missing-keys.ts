// Attributes a task asks for and a span lacks, by their key, with the line that names them; and what the SDK
// itself said of dropped ones. It tells of values it refuses and of ended spans. Of undefined it says nothing.

import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { whereKey } from '../../source/says.ts';
import type { Symptom } from '../../symptom.ts';
import { ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';

export type Unsent = {
  key: string;
  first: Symptom;
  covers: [Symptom, ...Symptom[]];
  where: Where | undefined;
};

export const missingKeys = (symptoms: Symptom[], seen: Case): Unsent[] => {
  const missing = ofKind(symptoms, 'attribute-missing');
  return [...new Set(missing.map(symptom => symptom.key))].flatMap((key = ''): Unsent[] => {
    const [first, ...rest] = missing.filter(symptom => symptom.key === key);
    if (first === undefined) return [];
    const where = whereKey(sourcesFor(seen, first.service), key);
    return [{ key, first, covers: [first, ...rest], where }];
  });
};

export const sdkSayings = (seen: Case): { message: string; stack: string }[] =>
  seen.evidence.processes.flatMap(process => process.sdkSaid ?? []);
