// All rules of a lab against one case.

import type { Case, RequestView } from '../case.ts';
import type { Rule } from '../lab.ts';
import type { Observation, Symptom } from '../symptom.ts';
import { checkAnswers } from './answers.ts';
import { checkCurrentNames } from './current-names.ts';
import { checkEdge } from './edge.ts';
import { checkEntry } from './entry.ts';
import { checkFewNames } from './few-names.ts';
import { checkFewSpans } from './few-spans.ts';
import { checkInsideParent } from './inside-parent.ts';
import { checkNoSecret } from './no-secret.ts';
import { checkNoSpan } from './no-span.ts';
import { checkNothingLost } from './nothing-lost.ts';
import { checkOneTrace } from './one-trace.ts';
import { checkReason } from './reason.ts';
import { checkReports } from './reports.ts';
import { checkSpan } from './span.ts';

const onRequest = (rule: Rule, view: RequestView): Observation[] => {
  switch (rule.rule) {
    case 'answers':
      return checkAnswers(view);
    case 'reports':
      return checkReports(rule, view);
    case 'entry':
      return checkEntry(rule, view);
    case 'edge':
      return checkEdge(rule, view);
    case 'one-trace':
      return checkOneTrace(rule, view);
    case 'span':
      return checkSpan(rule, view);
    case 'no-span':
      return checkNoSpan(rule, view);
    case 'reason':
      return checkReason(rule, view);
    case 'current-names':
      return checkCurrentNames(rule, view);
    case 'no-secret':
      return checkNoSecret(rule, view);
    case 'few-spans':
      return checkFewSpans(rule, view);
    case 'few-names':
    case 'inside-parent':
    case 'nothing-lost-at-stop':
      return [];
  }
};

/** The last request is judged by `nothing-lost-at-stop` alone: services are on their way out. */
const viewsFor = (rule: Rule, seen: Case): RequestView[] =>
  seen.requests.filter(view => !view.record.last && (rule.requests?.includes(view.name) ?? true));

const onCase = (rule: Rule, seen: Case): Observation[] => {
  if (rule.rule === 'inside-parent') return checkInsideParent(rule, viewsFor(rule, seen));
  if (rule.rule === 'few-names') return checkFewNames(rule, seen);
  if (rule.rule === 'nothing-lost-at-stop') return checkNothingLost(rule, seen);
  return [];
};

export const observe = (seen: Case): Symptom[] =>
  seen.lab.tasks.flatMap(task =>
    task.rules.flatMap(rule =>
      [...viewsFor(rule, seen).flatMap(view => onRequest(rule, view)), ...onCase(rule, seen)].map(
        seenThing => ({
          ...seenThing,
          task: task.id,
          rule,
        }),
      ),
    ),
  );
