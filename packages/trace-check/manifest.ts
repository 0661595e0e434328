// A manifest is checked when it is read, so a slip in it is named and not met later as a strange verdict.

import { createDraw } from './draw.ts';
import type { Lab, Rule } from './lab.ts';
import { isServiceName } from './launch/service.ts';

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

export const problemsOf = (lab: Lab): string[] => {
  const problems: string[] = [];
  const names = lab.requests(createDraw(1)).map(request => request.name);
  if (names.length === 0) problems.push('requests: there is none, so nothing would be checked.');
  if (new Set(names).size < names.length) problems.push('requests: two have the same name.');
  if (lab.tasks.length === 0) problems.push('tasks: there is none.');
  for (const service of lab.services)
    if (!isServiceName(service)) problems.push(`services: there is no service "${service}".`);
  for (const part of lab.parts)
    if (!/^[a-z-]+\/[a-z-]+\.ts$/.test(part))
      problems.push(`parts: "${part}" is not of the form service/file.ts.`);
  lab.tasks.forEach((task, index) => {
    if (task.id !== index + 1) problems.push(`tasks: number ${task.id} stands at place ${index + 1}.`);
    if (task.rules.length === 0) problems.push(`task ${task.id}: no rules, so it could not fail.`);
    if (task.hints.length !== 3 || task.hints.some(hint => hint.trim() === ''))
      problems.push(`task ${task.id}: three hints are needed: a question, a pointer, nearly the code.`);
    for (const rule of task.rules) {
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
  // every field is there; what they hold is checked by problemsOf, in words
  const lab = value as Lab;
  const problems = problemsOf(lab);
  if (problems.length > 0)
    throw new ManifestError(`${path}:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  return lab;
};
