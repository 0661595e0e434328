// check-lab: from the command line to a verdict. Exit 0 passed, 1 not yet, 2 could not check.

import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Backend, findBackend } from '../backend.ts';
import type { Cause } from '../causes/cause.ts';
import type { SourceRecord } from '../evidence.ts';
import { EvidenceFileError, readEvidence, writeEvidence } from '../evidence-file.ts';
import { familyOf } from '../families.ts';
import { checkThroughJaeger, JaegerError } from '../jaeger-check.ts';
import { judge } from '../judge.ts';
import type { Lab } from '../lab.ts';
import { findLab, type LabFolder, listLabs, loadLab, loadLabCauses } from '../labs.ts';
import { ManifestError } from '../manifest.ts';
import { MistakeError } from '../mistakes.ts';
import { readProgress, recordCheck, setCurrentLab } from '../progress.ts';
import { renderJson } from '../report/json.ts';
import { reportPage } from '../report/page.ts';
import { renderTerminal } from '../report/terminal.ts';
import { type Checked, openSession, type Session } from '../session.ts';
import { giveHint } from './hint.ts';
import { type CheckLabOptions, readOptions, USAGE, UsageError } from './options.ts';
import { progressLine } from './progress-line.ts';
import { missingParts, readTarget, type Target, TargetError } from './target.ts';
import { watchFiles } from './watch-files.ts';

export const EXIT = { passed: 0, notYet: 1, couldNotCheck: 2 } as const;

type Loaded = { root: string; folder: LabFolder; lab: Lab; causes: Cause[] };

const NARROW = 80;
const WIDEST = 120;

/** The lab named, the one last worked on, or the first not passed. */
const chooseLab = async (root: string, name: string | undefined): Promise<LabFolder> => {
  const labs = await listLabs(root);
  const list = labs.map(lab => `  ${lab.number}  ${lab.slug.slice(3)}`).join('\n');
  if (name !== undefined) {
    const found = findLab(labs, name);
    if (found === undefined) throw new UsageError(`There is no lab "${name}". There are:\n${list}`);
    return found;
  }
  const progress = await readProgress(root);
  const current = progress.currentLab === undefined ? undefined : findLab(labs, progress.currentLab);
  const chosen = current ?? labs.find(lab => !progress.labs[lab.slug]?.passed) ?? labs[0];
  if (chosen === undefined) throw new UsageError('There are no labs in the folder labs/.');
  return chosen;
};

const load = async (root: string, folder: LabFolder): Promise<Loaded> => ({
  root,
  folder,
  lab: await loadLab(folder),
  causes: await loadLabCauses(folder),
});

const report = (
  { folder, lab }: Loaded,
  { verdict, evidence }: Checked,
  options: CheckLabOptions,
  tookMs: number,
  backend: Backend | undefined,
  pageUrl?: string,
): string => {
  if (options.json) {
    const traceId = verdict.findings[0]?.evidence.traceId;
    return renderJson(verdict, {
      tookMs: Math.round(tookMs),
      ...(traceId && backend ? { traceUrl: backend.traceUrl(traceId) } : {}),
      ...(pageUrl ? { pageUrl } : {}),
    });
  }
  return renderTerminal(lab, verdict, evidence, familyOf, {
    width: Math.min(process.stdout.columns ?? NARROW, WIDEST),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
    command: `npm run check-lab ${folder.number}`,
    lessonsUrl: `http://localhost:${process.env.SITE_PORT || 3000}`,
    ...(backend ? { traceUrl: backend.traceUrl } : {}),
    ...(pageUrl ? { pageUrl } : {}),
  });
};

const note = async ({ root, folder }: Loaded, { verdict }: Checked, target: Target): Promise<void> => {
  if (!target.counts) return;
  await recordCheck(root, {
    lab: folder.slug,
    passed: verdict.passed,
    passedTasks: verdict.tasks.filter(task => task.passed).map(task => task.id),
  });
};

const partSources = ({ root, lab }: Loaded, target: Target): SourceRecord[] =>
  lab.services.flatMap(service =>
    [
      ...new Set([...lab.parts.filter(part => part.startsWith(`${service}/`)), `${service}/tracing.ts`]),
    ].flatMap(part => {
      const folder = [...target.partDirs, join(root, 'services')].find(dir => existsSync(join(dir, part)));
      if (folder === undefined) return [];
      const path = join(folder, part);
      return [
        {
          service,
          file: part.slice(service.length + 1),
          path: target.shown(path),
          text: readFileSync(path, 'utf8'),
        },
      ];
    }),
  );

const newSeed = (): number => randomInt(2 ** 31);

type Run = { loaded: Loaded; options: CheckLabOptions; signal: AbortSignal; print(text: string): void };

const runOnce = async (
  { loaded, options, signal, print }: Run,
  target: Target,
  session: Session | undefined,
): Promise<Checked> => {
  const missing = missingParts(target, loaded.folder);
  if (missing !== undefined) throw new TargetError(missing);
  const from = performance.now();
  const seed = options.seed ?? newSeed();
  const looking = findBackend();
  const checked = options.jaeger
    ? await checkThroughJaeger({
        lab: loaded.lab,
        labId: loaded.folder.slug,
        labCauses: loaded.causes,
        base: options.jaeger,
        seed,
        sources: partSources(loaded, target),
      })
    : await session?.check({ ...target, seed, keep: options.watch });
  if (checked === undefined) throw new Error('A check needs a session or a Jaeger.');
  // what was seen while the services were being ended says nothing of the learner's work
  if (signal.aborted) return checked;
  const tookMs = performance.now() - from;
  const backend = await looking;
  // the trace is handed on before the report names its address
  const { spans, hops } = checked.evidence;
  const held = !options.jaeger && backend !== undefined && (await backend.take(spans, hops));
  const pageUrl = await backend?.keep(reportPage(loaded.lab, checked.verdict, checked.evidence));
  await note(loaded, checked, target);
  print(report(loaded, checked, options, tookMs, held || options.jaeger ? backend : undefined, pageUrl));
  if (options.jaeger && loaded.lab.lastRequest && !options.json)
    print('  Not tried through Jaeger: what happens to the last spans when a service stops.\n');
  if (options.save) await writeEvidence(resolve(process.env.INIT_CWD ?? '.', options.save), checked.evidence);
  return checked;
};

/** A file that is gone for a moment, as some editors save, is waited for like a save. */
const runAgain = async (run: Run, target: Target, session: Session): Promise<void> => {
  try {
    await runOnce(run, target, session);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    run.print(`\n  ${error.message}\n`);
  }
};

const watchLab = async (run: Run, target: Target, session: Session): Promise<void> => {
  const { signal } = run;
  const files = await watchFiles(target.watched);
  signal.addEventListener('abort', () => files.close());
  const stopped = new Promise<void>(done => signal.addEventListener('abort', () => done()));
  while (!signal.aborted) {
    await runAgain(run, target, session);
    if (signal.aborted) break;
    run.print(
      `  Waiting for a save in ${target.shown(target.watched) || target.watched} … Ctrl-C ends this.\n`,
    );
    await Promise.race([files.changed(), stopped]);
    if (!signal.aborted) await target.refresh();
  }
  files.close();
};

const checkTarget = async (run: Run, target: Target): Promise<number> => {
  const { loaded, options, signal, print } = run;
  const { root, folder, lab, causes } = loaded;
  if (target.counts) await setCurrentLab(root, folder.slug);
  if (options.jaeger) {
    const { verdict } = await runOnce(run, target, undefined);
    return verdict.passed ? EXIT.passed : EXIT.notYet;
  }
  const line = progressLine(process.stderr, !options.json);
  await using session = await openSession({
    root,
    lab,
    labId: folder.slug,
    labCauses: causes,
    onStage: stage => line.show(stage, lab.services),
  });
  const quiet: Run = {
    ...run,
    print: text => {
      line.clear();
      print(text);
    },
  };
  // Ctrl-C ends the services at once, whatever the check is waiting for
  const stop = (): void => {
    line.clear();
    void session.end();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) return EXIT.couldNotCheck;
  if (options.watch) {
    await watchLab(quiet, target, session);
    return EXIT.passed;
  }
  const { verdict } = await runOnce(quiet, target, session);
  return verdict.passed ? EXIT.passed : EXIT.notYet;
};

const checkOne = async (run: Run): Promise<number> => {
  const { loaded, options, print } = run;
  const { root, folder, lab, causes } = loaded;
  if (options.hint) {
    print(await giveHint(root, lab, folder.slug, options.hint.task));
    return EXIT.passed;
  }
  if (options.from) {
    const evidence = await readEvidence(resolve(process.env.INIT_CWD ?? '.', options.from));
    if (evidence.lab !== folder.slug)
      throw new EvidenceFileError(
        `${options.from} holds evidence of ${evidence.lab}, not of ${folder.slug}.`,
      );
    const checked = { evidence, verdict: judge(lab, folder.slug, evidence, causes) };
    print(report(loaded, checked, options, 0, undefined));
    return checked.verdict.passed ? EXIT.passed : EXIT.notYet;
  }
  const target = await readTarget(root, folder, options.target, lab.parts);
  try {
    return await checkTarget(run, target);
  } finally {
    await target.remove();
  }
};

const expected = (error: unknown): error is Error =>
  error instanceof UsageError ||
  error instanceof TargetError ||
  error instanceof EvidenceFileError ||
  error instanceof ManifestError ||
  error instanceof MistakeError ||
  error instanceof JaegerError;

/** Nothing a learner did: whoever mends the check needs the place, and the learner needs to know. */
const brokenCheck = (error: unknown): string => {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The check itself broke. That is no fault of yours, and your files are as they were. Please report it with these lines:\n${said}`;
};

/** An evidence file names its lab itself. */
const labOfEvidence = async (options: CheckLabOptions): Promise<string | undefined> =>
  options.from && options.lab === undefined
    ? (await readEvidence(resolve(process.env.INIT_CWD ?? '.', options.from))).lab
    : options.lab;

export const checkLab = async (
  root: string,
  args: string[],
  print: (text: string) => void,
  complain: (text: string) => void,
  signal: AbortSignal,
): Promise<number> => {
  const json = args.includes('--json');
  try {
    const options = readOptions(args);
    if (options.help) {
      print(USAGE);
      return EXIT.passed;
    }
    const folders = options.all
      ? await listLabs(root)
      : [await chooseLab(root, await labOfEvidence(options))];
    if (folders.length === 0) throw new UsageError('There are no labs in the folder labs/.');
    let worst: number = EXIT.passed;
    for (const folder of folders) {
      const code = await checkOne({ loaded: await load(root, folder), options, signal, print });
      worst = Math.max(worst, code);
      if (signal.aborted) break;
    }
    return worst;
  } catch (error) {
    if (signal.aborted) return EXIT.couldNotCheck;
    const message = expected(error) ? error.message : brokenCheck(error);
    if (json) print(JSON.stringify({ error: message }));
    else
      complain(
        `\n  ${message.replaceAll('\n', '\n  ')}\n${error instanceof UsageError ? `\n${USAGE}\n` : ''}`,
      );
    return EXIT.couldNotCheck;
  }
};
