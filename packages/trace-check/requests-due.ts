// What a lab asks, held against what was asked. A rule about a request that was never sent holds by itself;
// the task it belongs to must stay open all the same.

import type { Case } from './case.ts';
import { createDraw } from './draw.ts';
import type { Lab, LabRequest, Rule } from './lab.ts';

/** Through Jaeger no service is told to stop, so the last request is not due there. */
const lastDue = ({ lab, evidence }: Case): LabRequest | undefined =>
  evidence.gathered === 'jaeger' ? undefined : lab.lastRequest?.(createDraw(evidence.seed));

const firstDue = ({ lab, evidence }: Case): string[] =>
  lab.requests(createDraw(evidence.seed)).map(({ name }) => name);

/** The names of all requests this lab sends. */
export const requestsDue = (seen: Case): string[] => {
  const last = lastDue(seen);
  return [...firstDue(seen), ...(last ? [last.name] : [])];
};

/** While a check goes on its last request is still to come: what was seen so far is judged without it. */
export const withoutLastRequest = ({ lastRequest: _, ...lab }: Lab): Lab => lab;

export const tasksLeftOpen = (seen: Case): Set<number> => {
  // which of its spans a service could still send before it went is chance: no task is done on what chance left
  if (seen.evidence.processes.some(({ endedEarly }) => endedEarly))
    return new Set(seen.lab.tasks.map(task => task.id));
  const sent = new Set(seen.requests.map(view => view.name));
  const first = firstDue(seen);
  const last = lastDue(seen);
  const dueFor = (rule: Rule): string[] => {
    if (rule.rule === 'nothing-lost-at-stop') return last ? [last.name] : [];
    return rule.requests ?? first;
  };
  return new Set(
    seen.lab.tasks
      .filter(task => task.rules.some(rule => dueFor(rule).some(name => !sent.has(name))))
      .map(task => task.id),
  );
};
