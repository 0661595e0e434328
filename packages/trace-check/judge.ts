// judge(lab, evidence): pure. The same evidence gives the same findings, in the same order.

import { type Case, openCase } from './case.ts';
import { CAUSES } from './catalog.ts';
import { type Cause, type Explanation, FAMILIES } from './causes/cause.ts';
import { plainCause } from './causes/plain.ts';
import type { Evidence } from './evidence.ts';
import type { Finding, Verdict } from './finding.ts';
import type { Lab } from './lab.ts';
import { requestsDue, tasksLeftOpen } from './requests-due.ts';
import { observe } from './rules/observe.ts';
import type { Symptom } from './symptom.ts';

const MOST_WORDS = 160;

/** The newest line that is no log record of the shop. */
const lastWords = (lines: string[]): string => {
  const line = lines.findLast(text => text.trim() !== '' && !text.startsWith('{'))?.trim();
  return line === undefined ? '' : ` Its last words: ${line.slice(0, MOST_WORDS)}`;
};

/** A service that did not come up, or went away, is the first thing to say, whatever the lab asks. */
const observeStarts = (seen: Case): Symptom[] => {
  const [task] = seen.lab.tasks;
  if (task === undefined) return [];
  return seen.evidence.processes
    .filter(process => process.startFailure !== undefined || process.endedEarly)
    .map(process => ({
      what: 'not-ready',
      task: task.id,
      rule: { rule: 'answers' },
      service: process.service,
      spans: [],
      saw: `${process.service} ${process.startFailure ? 'did not start' : 'ended while it was needed'}.${lastWords(process.lines)}`,
    }));
};

/**
 * Rules hold where there is nothing to look at. So a check that saw too little says so, and never passes:
 * a request of the lab was not sent, or not one span of any of them arrived.
 */
const observeNothing = (seen: Case, open: Set<number>): Symptom[] => {
  const task = seen.lab.tasks.find(({ id }) => open.has(id)) ?? seen.lab.tasks[0];
  if (task === undefined) return [];
  const base: Pick<Symptom, 'task' | 'rule' | 'spans'> = {
    task: task.id,
    rule: { rule: 'answers' },
    spans: [],
  };
  const unsent = requestsDue(seen).filter(name => !seen.requests.some(view => view.name === name));
  if (unsent.length > 0)
    return [{ ...base, what: 'not-asked', saw: `The check ended before it had sent ${unsent.join(', ')}.` }];
  const [request] = seen.requests;
  if (request === undefined)
    return [{ ...base, what: 'not-asked', saw: 'The check sent no request at all.' }];
  if (seen.requests.some(view => view.spans.length > 0)) return [];
  const { length } = seen.stray;
  const others = length === 0 ? '' : ` ${length} arrived that belong to none of them.`;
  const saw = `${seen.requests.length} requests were answered, and no span of them arrived.${others}`;
  return [
    { ...base, what: 'no-spans', request, service: request.record.asked.service ?? 'api-gateway', saw },
  ];
};

/** A sentence that begins with the name of a request begins with a capital. */
const capital = (text: string, name: string | undefined): string =>
  name !== undefined && text.startsWith(name) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;

const toFinding = (cause: Pick<Cause, 'id'>, { covers, saw, message, next, where }: Explanation): Finding => {
  const [about] = covers;
  const spans = covers.flatMap(symptom => symptom.spans);
  const span = about.spans[0] ?? spans[0] ?? about.request?.spans[0];
  return {
    task: Math.min(...covers.map(symptom => symptom.task)),
    cause: cause.id,
    saw: capital(saw ?? about.saw, about.request?.name),
    message,
    next,
    ...(where ? { where } : {}),
    evidence: {
      ...(about.request ? { request: about.request.name } : {}),
      ...(span ? { traceId: span.traceId } : {}),
      spanIds: [...new Set(spans.map(one => one.spanId))],
    },
  };
};

const byTask = (a: Finding, b: Finding): number => a.task - b.task;

const isDown = ({ what }: Symptom): boolean => what === 'not-ready';

/** Adds the plain finding of the first symptom, and answers with the symptoms that are left. */
const tellPlainly = ([first]: Symptom[], all: Symptom[], findings: Finding[]): Symptom[] => {
  if (first === undefined) return all;
  const { cause, explanation } = plainCause(first, all);
  findings.push(toFinding(cause, explanation));
  return all.filter(symptom => !explanation.covers.includes(symptom));
};

export const explainSymptoms = (causes: Cause[], symptoms: Symptom[], seen: Case): Finding[] => {
  let left = symptoms;
  const down: Finding[] = [];
  const findings: Finding[] = [];
  for (const family of FAMILIES) {
    const found = family === 'start' ? down : findings;
    for (const cause of causes.filter(one => one.family === family))
      for (const explanation of cause.explain(left, seen)) {
        found.push(toFinding(cause, explanation));
        left = left.filter(symptom => !explanation.covers.includes(symptom));
      }
    // what no cause knows of a service that is down comes before what follows from it
    while (family === 'start' && left.some(isDown)) left = tellPlainly(left.filter(isDown), left, down);
  }
  const plain: Finding[] = [];
  while (left.length > 0) left = tellPlainly(left, left, plain);
  // a service that is down comes first; then tasks in the order a learner does them, and in a task the families;
  // what nobody could explain is often the tail of something that was
  return [...down.sort(byTask), ...findings.sort(byTask), ...plain.sort(byTask)];
};

export const judge = (lab: Lab, id: string, evidence: Evidence, labCauses: Cause[] = []): Verdict => {
  const seen = openCase(lab, evidence);
  const observed = [...observeStarts(seen), ...observe(seen)];
  const open = tasksLeftOpen(seen);
  const symptoms = observed.length > 0 ? observed : observeNothing(seen, open);
  const tasks = lab.tasks.map(({ id: task, title }) => ({
    id: task,
    title,
    passed: !open.has(task) && !symptoms.some(symptom => symptom.task === task),
  }));
  return {
    lab: id,
    title: lab.title,
    passed: symptoms.length === 0,
    tasks,
    findings: explainSymptoms([...labCauses, ...CAUSES], symptoms, seen),
  };
};
