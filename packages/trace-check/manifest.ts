// A manifest is checked when it is read, so a slip in it is named and not met later as a strange verdict.

import { createDraw } from './draw.ts';
import type { AttributeRule, Lab, LabRequest, Rule } from './lab.ts';
import { isServiceName } from './launch/service.ts';
import { valueAt } from './rules/value.ts';

export class ManifestError extends Error {
  override name = 'ManifestError';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const servicesOf = (rule: Rule): string[] => {
  switch (rule.rule) {
    case 'reports':
    case 'nothing-lost-at-stop':
      return rule.services;
    case 'edge':
      return [rule.from, rule.to];
    case 'entry':
    case 'reason':
    case 'current-names':
    case 'inside-parent':
    case 'few-names':
    case 'few-spans':
      return [rule.service];
    case 'span':
    case 'no-span':
      return rule.span.service ? [rule.span.service] : [];
    case 'one-trace':
      return rule.services ?? [];
    case 'answers':
    case 'no-secret':
      return [];
  }
};

/** Shorter than this, a secret would be found in every second id. */
const SHORTEST_SECRET = 4;

const attributeRules = (rule: Rule): [string, AttributeRule][] =>
  rule.rule === 'span'
    ? [rule, ...(rule.events ?? [])].flatMap(({ attributes = {} }) => Object.entries(attributes))
    : [];

/** Rules that could never fail, whatever the learner does. */
const idleRules = (lab: Lab, rule: Rule, requests: LabRequest[]): string[] => {
  if (rule.rule === 'nothing-lost-at-stop' && lab.lastRequest === undefined)
    return ['rule nothing-lost-at-stop needs a lastRequest.'];
  if (rule.rule === 'no-secret') {
    const short = rule.values.filter(value => value.replace(/[^a-z0-9]/gi, '').length < SHORTEST_SECRET);
    if (rule.values.length === 0 || short.length > 0)
      return [`rule no-secret needs values of ${SHORTEST_SECRET} letters or digits, or more.`];
  }
  const concerned = requests.filter(({ name }) => rule.requests?.includes(name) ?? true);
  return attributeRules(rule).flatMap(([key, { is }]) => {
    if (typeof is !== 'object' || is.from !== 'body') return [];
    return concerned
      .filter(({ body }) => valueAt(body, is.path) === undefined)
      .map(({ name }) => `"${key}" is compared with body.${is.path}, and the body of "${name}" has none.`);
  });
};

const requestProblems = (lab: Lab, requests: LabRequest[]): string[] => {
  const started = (service: string): boolean => lab.services.some(one => one === service);
  return requests.flatMap(({ name, service = 'api-gateway', faults = [] }) => [
    ...(started(service) ? [] : [`requests: "${name}" asks ${service}, which the lab does not start.`]),
    ...faults
      .filter(fault => !started(fault.service))
      .map(fault => `requests: "${name}" has a fault in ${fault.service}, which the lab does not start.`),
  ]);
};

export const problemsOf = (lab: Lab): string[] => {
  const draw = createDraw(1);
  const requests = lab.requests(draw);
  const last = lab.lastRequest?.(draw);
  const names = requests.map(request => request.name);
  const problems = requestProblems(lab, last ? [...requests, last] : requests);
  if (names.length === 0) problems.push('requests: there is none, so nothing would be checked.');
  if (new Set(names).size < names.length) problems.push('requests: two have the same name.');
  if (last && names.includes(last.name)) problems.push(`lastRequest: "${last.name}" is the name of another.`);
  if (lab.tasks.length === 0) problems.push('tasks: there is none.');
  for (const service of lab.services)
    if (!isServiceName(service)) problems.push(`services: there is no service "${service}".`);
  for (const part of lab.parts)
    if (!/^[a-z-]+\/[a-z-]+\.ts$/.test(part))
      problems.push(`parts: "${part}" is not of the form service/file.ts.`);
    else if (!lab.services.some(service => part.startsWith(`${service}/`)))
      problems.push(`parts: "${part}" belongs to a service the lab does not start.`);
  lab.tasks.forEach((task, index) => {
    if (task.id !== index + 1) problems.push(`tasks: number ${task.id} stands at place ${index + 1}.`);
    if (task.rules.length === 0) problems.push(`task ${task.id}: no rules, so it could not fail.`);
    if (task.hints.length !== 3 || task.hints.some(hint => hint.trim() === ''))
      problems.push(`task ${task.id}: three hints are needed: a question, a pointer, nearly the code.`);
    for (const rule of task.rules) {
      problems.push(...idleRules(lab, rule, requests).map(problem => `task ${task.id}: ${problem}`));
      for (const name of rule.requests ?? [])
        if (!names.includes(name)) problems.push(`task ${task.id}: no request is named "${name}".`);
      for (const service of servicesOf(rule))
        if (!lab.services.some(one => one === service))
          problems.push(
            `task ${task.id}: rule ${rule.rule} speaks of ${service}, which the lab does not start.`,
          );
    }
  });
  if (!names.includes(lab.expected.request))
    problems.push(`expected: no request is named "${lab.expected.request}".`);
  return problems;
};

const FIELDS = ['title', 'goal', 'minutes', 'lesson', 'services', 'parts', 'requests', 'tasks', 'expected'];

export const readManifest = (value: unknown, path: string): Lab => {
  if (!isObject(value)) throw new ManifestError(`${path} must export the lab as its default.`);
  const missing = FIELDS.filter(field => !(field in value));
  if (missing.length > 0) throw new ManifestError(`${path} lacks ${missing.join(', ')}.`);
  for (const field of ['services', 'parts', 'tasks'])
    if (!Array.isArray(value[field])) throw new ManifestError(`${path}: ${field} must be a list.`);
  if (typeof value.requests !== 'function')
    throw new ManifestError(`${path}: requests must be a function that draws them.`);
  // every field is there; what they hold is checked by problemsOf, in words
  const lab = value as Lab;
  const problems = problemsOf(lab);
  if (problems.length > 0)
    throw new ManifestError(`${path}:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  return lab;
};
