// A rule that does not hold. Symptoms are observations only; causes explain them.

import type { Span } from '#trace-model/span.ts';
import type { RequestView } from './case.ts';
import type { Rule, SpanMatch } from './lab.ts';
import type { ServiceName } from './launch/service.ts';

export type SymptomKind =
  | 'not-ready'
  | 'not-asked'
  | 'no-answer'
  | 'wrong-answer'
  | 'no-spans'
  | 'no-entry'
  | 'wrong-entry-name'
  | 'no-edge'
  | 'too-many-edges'
  | 'several-traces'
  | 'orphan'
  | 'span-missing'
  | 'span-misplaced'
  | 'span-count'
  | 'span-too-short'
  | 'span-unwanted'
  | 'attribute-missing'
  | 'attribute-type'
  | 'attribute-value'
  | 'old-name'
  | 'secret-found'
  | 'event-missing'
  | 'event-unwanted'
  | 'status-not-error'
  | 'status-error'
  | 'no-exception'
  | 'outlasts-parent'
  | 'names-grow'
  | 'too-many-spans'
  | 'lost-at-stop';

export type Symptom = {
  what: SymptomKind;
  task: number;
  rule: Rule;
  request?: RequestView;
  /** The service the symptom shows in. */
  service?: ServiceName;
  /** The service at the other end of an edge. */
  to?: ServiceName;
  /** What was looked for. */
  match?: SpanMatch;
  /** The attribute or event it is about. */
  key?: string;
  spans: Span[];
  /** One sentence: what was observed. */
  saw: string;
};

/** What a rule returns: the engine adds task and rule. */
export type Observation = Omit<Symptom, 'task' | 'rule'>;
