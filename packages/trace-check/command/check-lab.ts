// check-lab: from the command line to a verdict. Exit 0 passed, 1 not yet, 2 could not check.

import { findBackend } from '../backend.ts';
import { EvidenceFileError, readEvidence, writeEvidence } from '../evidence-file.ts';
import { JaegerError } from '../jaeger/jaeger-error.ts';
import { judge } from '../judge.ts';
import { findLab, type LabFolder, listLabs, loadLab, loadLabCauses } from '../labs.ts';
import { ManifestError } from '../manifest.ts';
import { MistakeError } from '../mistakes.ts';
import { readProgress, setCurrentLab } from '../progress.ts';
import { reportPage } from '../report/page.ts';
import { type Checked, openSession, type Session } from '../session.ts';
import { checkRunning } from './check-running.ts';
import { giveHint } from './hint.ts';
import { offerRunning } from './offer-running.ts';
import { type CheckLabOptions, readOptions, USAGE, UsageError } from './options.ts';
import { progressLine } from './progress-line.ts';
import { noteProgress, report } from './report.ts';
import { fromHere, type Loaded, newSeed, type Run } from './run.ts';
import { missingParts, readTarget, type Target, TargetError } from './target.ts';
import { watchLab } from './watch-lab.ts';

const EXIT = { passed: 0, notYet: 1, couldNotCheck: 2 } as const;

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

const runOnce = async (
  { loaded, options, signal, print, remark }: Run,
  target: Target,
  session: Session,
): Promise<Checked> => {
  const missing = missingParts(target, loaded.folder);
  if (missing !== undefined) throw new TargetError(missing);
  const from = performance.now();
  const seed = options.seed ?? newSeed();
  const looking = findBackend();
  const checked = await session.check({ ...target, seed, keep: options.watch });
  // what was seen while the services were being ended says nothing of the learner's work
  if (signal.aborted) return checked;
  const tookMs = performance.now() - from;
  const backend = await looking;
  // the trace is handed on before the report names its address
  const { spans, hops } = checked.evidence;
  const notTaken = await backend?.take(spans, hops);
  const pageUrl = await backend?.keep(reportPage(loaded.lab, checked.verdict, checked.evidence));
  await noteProgress(loaded, checked, target);
  print(
    report(loaded, checked, options, {
      tookMs,
      ...(backend && notTaken === undefined ? { traceUrl: backend.traceUrl } : {}),
      ...(pageUrl ? { pageUrl } : {}),
    }),
  );
  if (backend && notTaken !== undefined)
    remark(`  The spans could not be handed on to ${backend.name}, since ${notTaken}. The verdict stands.\n`);
  if (options.save) await writeEvidence(fromHere(options.save), checked.evidence);
  const offer = target.counts && !options.watch ? await offerRunning(loaded.folder.slug, backend) : undefined;
  if (offer !== undefined) remark(`  ${offer}\n`);
  return checked;
};

const checkPrivately = async (run: Run, target: Target): Promise<number> => {
  const { loaded, options, signal, print } = run;
  const { root, folder, lab, causes } = loaded;
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
  const once = async (): Promise<boolean> => (await runOnce(quiet, target, session)).verdict.passed;
  if (options.watch) {
    await watchLab(quiet, target, once);
    return EXIT.passed;
  }
  return (await once()) ? EXIT.passed : EXIT.notYet;
};

const checkTarget = async (run: Run, target: Target): Promise<number> => {
  const { loaded, options } = run;
  if (target.counts) await setCurrentLab(loaded.root, loaded.folder.slug);
  const { jaeger } = options;
  if (jaeger === undefined) return checkPrivately(run, target);
  const once = (): Promise<boolean> => checkRunning(run, target, jaeger);
  if (options.watch) {
    await watchLab(run, target, once);
    return EXIT.passed;
  }
  return (await once()) ? EXIT.passed : EXIT.notYet;
};

const checkOne = async (run: Run): Promise<number> => {
  const { loaded, options, print } = run;
  const { root, folder, lab, causes } = loaded;
  if (options.hint) {
    print(await giveHint(root, lab, folder.slug, options.hint.task));
    return EXIT.passed;
  }
  if (options.from) {
    const evidence = await readEvidence(fromHere(options.from));
    if (evidence.lab !== folder.slug)
      throw new EvidenceFileError(
        `${options.from} holds evidence of ${evidence.lab}, not of ${folder.slug}.`,
      );
    const checked = { evidence, verdict: judge(lab, folder.slug, evidence, causes) };
    print(report(loaded, checked, options, { tookMs: 0 }));
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
  options.from && options.lab === undefined ? (await readEvidence(fromHere(options.from))).lab : options.lab;

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
      const code = await checkOne({
        loaded: await load(root, folder),
        options,
        signal,
        print,
        remark: text => void (json || complain(text)),
      });
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
