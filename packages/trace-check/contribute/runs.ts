// What must be run to be known: the starter fails every task, the solution passes, each mistake gives its cause.

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Evidence } from '../evidence.ts';
import { familyOf } from '../families.ts';
import { judge } from '../judge.ts';
import type { Lab } from '../lab.ts';
import { type LabFolder, loadLabCauses } from '../labs.ts';
import { type MistakeFolder, materialize } from '../mistakes.ts';
import { renderTerminal } from '../report/terminal.ts';
import { type Checked, openSession } from '../session.ts';
import type { LoadedLab } from './files.ts';
import type { Problem } from './problem.ts';

export type RunOptions = {
  root: string;
  only?: string;
  updateGolden: boolean;
  seed: number;
  /** Evidence as somebody else holds it, to be judged in place of what the check itself received. */
  reread?(evidence: Evidence): Promise<Evidence>;
  onRun(run: { lab: string; name: string; problems: Problem[]; report: string; ms: number }): void;
};

const GOLDEN_WIDTH = 110;

/** A golden report must not change with the ports and ids of a run. */
const settle = (report: string): string =>
  report
    .replace(/localhost:\d{5}/g, 'localhost:PORT')
    .replace(/\b[0-9a-f]{32}\b/g, 'TRACE')
    .replace(/\b[0-9a-f]{16}\b/g, 'SPAN');

const reportOf = (lab: Lab, { verdict, evidence }: Checked, folder: LabFolder): string =>
  settle(
    renderTerminal(lab, verdict, evidence, familyOf, {
      width: GOLDEN_WIDTH,
      color: false,
      command: `npm run check-lab ${folder.number}`,
      lessonsUrl: 'http://localhost:3000',
    }),
  );

const starterProblems = (lab: Lab, slug: string, { verdict }: Checked): Problem[] =>
  lab.tasks
    .filter(task => verdict.tasks.find(one => one.id === task.id)?.passed)
    .map(task => ({
      lab: slug,
      code: 'starter-passes',
      message: `Task ${task.id} already passes on the starter, so it asks for nothing.`,
    }));

const solutionProblems = (slug: string, { verdict }: Checked): Problem[] =>
  verdict.findings.map(finding => ({
    lab: slug,
    code: 'solution-fails',
    message: `The solution fails task ${finding.task}: ${finding.cause}. ${finding.saw}`,
  }));

const mistakeProblems = (
  lab: Lab,
  slug: string,
  { id, mistake }: MistakeFolder,
  { verdict }: Checked,
): Problem[] => {
  const problem = (code: string, message: string): Problem => ({
    lab: slug,
    code,
    message: `Mistake ${id}: ${message}`,
  });
  if (!lab.tasks.some(task => task.id === mistake.task))
    return [problem('mistake-task', `there is no task ${mistake.task}.`)];
  const [first] = verdict.findings;
  if (first === undefined)
    return [problem('mistake-passes', 'the check passes, and it must name the cause.')];
  const problems: Problem[] = [];
  if (first.cause !== mistake.cause)
    problems.push(
      problem(
        'mistake-cause',
        `the check names ${first.cause} first, and ${mistake.cause} was due. ${first.saw}`,
      ),
    );
  if (first.task !== mistake.task)
    problems.push(
      problem('mistake-task', `the finding is about task ${first.task}, and ${mistake.task} was due.`),
    );
  if (mistake.where) {
    const { file, line } = mistake.where;
    const found = first.where;
    if (found === undefined)
      problems.push(problem('mistake-where', `the finding names no line, and ${file} was due.`));
    else if (!found.path.endsWith(file) || !found.code.includes(line))
      problems.push(
        problem(
          'mistake-where',
          `the finding points at ${found.path}:${found.line} \`${found.code.trim()}\`, and "${line}" in ${file} was due.`,
        ),
      );
  }
  return problems;
};

const goldenProblems = async (
  slug: string,
  { id, dir }: MistakeFolder,
  report: string,
  update: boolean,
): Promise<Problem[]> => {
  const path = join(dir, 'report.golden.txt');
  if (update) {
    await writeFile(path, report);
    return [];
  }
  const golden = existsSync(path) ? await readFile(path, 'utf8') : undefined;
  if (golden === report) return [];
  const what = golden === undefined ? 'there is no golden report' : 'the report is not the golden one';
  return [
    {
      lab: slug,
      code: 'golden',
      message: `Mistake ${id}: ${what}. Read it; if it is good: npm run contribute -- ${slug} --only ${id} --update\n${report}`,
    },
  ];
};

export const runLab = async (
  { folder, lab, mistakes }: LoadedLab,
  options: RunOptions,
): Promise<Problem[]> => {
  const { root, only, seed, updateGolden, onRun } = options;
  const { slug } = folder;
  const shown = (path: string): string => {
    const inMistake = relative(join(root, '.workshop', 'mistakes', slug), path);
    if (!inMistake.startsWith('..')) return `labs/${slug}/${inMistake.split(/[\\/]/).slice(1).join('/')}`;
    const inSolution = relative(folder.solutionDir, path);
    if (!inSolution.startsWith('..')) return `labs/${slug}/${inSolution.replace(/^starter[\\/]/, '')}`;
    return relative(root, path);
  };
  const labCauses = await loadLabCauses(folder);
  await using session = await openSession({ root, lab, labId: slug, labCauses });
  const all: Problem[] = [];

  const reread = async (checked: Checked): Promise<Checked> => {
    if (options.reread === undefined) return checked;
    const evidence = await options.reread(checked.evidence);
    return { evidence, verdict: judge(lab, slug, evidence, labCauses) };
  };

  const run = async (
    name: string,
    partDirs: string[],
    env: Record<string, string>,
    problemsOf: (checked: Checked) => Problem[] | Promise<Problem[]>,
  ): Promise<void> => {
    if (only !== undefined && name !== only) return;
    const from = performance.now();
    const checked = await reread(await session.check({ partDirs, env, shown, seed, keep: true }));
    const problems = await problemsOf(checked);
    all.push(...problems);
    onRun({
      lab: slug,
      name,
      problems,
      report: reportOf(lab, checked, folder),
      ms: performance.now() - from,
    });
  };

  await run('solution', [folder.solutionDir], {}, checked => solutionProblems(slug, checked));
  for (const one of mistakes) {
    if (only !== undefined && one.id !== only) continue;
    const dir = await materialize(root, folder, one);
    await run(one.id, [dir, folder.solutionDir], one.mistake.env ?? {}, async checked => [
      ...mistakeProblems(lab, slug, one, checked),
      ...(await goldenProblems(slug, one, reportOf(lab, checked, folder), updateGolden)),
    ]);
  }
  await run('starter', [join(folder.solutionDir, 'starter')], {}, checked =>
    starterProblems(lab, slug, checked),
  );
  return all;
};
