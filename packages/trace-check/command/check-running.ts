// check-lab --jaeger: the shop that runs is asked, and its traces are read where it sent them.

import { relative, sep } from 'node:path';
import { keepReport } from '../backend.ts';
import { writeEvidence } from '../evidence-file.ts';
import { JaegerError } from '../jaeger/jaeger-error.ts';
import { checkThroughJaeger, type RunningChecked } from '../jaeger/running-check.ts';
import { reportPage } from '../report/page.ts';
import { partSources } from './part-sources.ts';
import { progressLine } from './progress-line.ts';
import { noteProgress, report } from './report.ts';
import { fromHere, newSeed, type Run } from './run.ts';
import { missingParts, type Target, TargetError } from './target.ts';

/** What was gathered before it went wrong is worth a look, and to be judged again. */
const keepWhatIs = async (error: JaegerError, save: string | undefined): Promise<JaegerError> => {
  if (save === undefined || error.evidence === undefined) return error;
  await writeEvidence(fromHere(save), error.evidence);
  return new JaegerError(`${error.message}\nWhat was gathered until then is in ${save}.`);
};

const closingLines = (run: Run, { verdict, notes }: RunningChecked): string[] => {
  const { lab, folder } = run.loaded;
  const command = `npm run check-lab ${folder.number}`;
  return [
    ...notes,
    ...(lab.lastRequest
      ? ['Not tried through Jaeger: what happens to the last spans when a service stops.']
      : []),
    ...(verdict.passed
      ? []
      : [`Without --jaeger the check starts the services itself, and can name more causes: ${command}`]),
  ];
};

export const checkRunning = async (run: Run, target: Target, address: string): Promise<boolean> => {
  const { loaded, options, signal, print, remark } = run;
  const missing = missingParts(target, loaded.folder);
  if (missing !== undefined) throw new TargetError(missing);
  const from = performance.now();
  const [partDir = ''] = target.partDirs;
  const line = progressLine(process.stderr, !options.json);
  const checked = await checkThroughJaeger({
    lab: loaded.lab,
    labId: loaded.folder.slug,
    labCauses: loaded.causes,
    address,
    seed: options.seed ?? newSeed(),
    sources: partSources(loaded, target),
    parts: relative(loaded.root, partDir).split(sep).join('/'),
    partDir,
    onStage: stage => line.show(stage, loaded.lab.services),
    signal,
  })
    .finally(() => line.clear())
    .catch(async (error: unknown) => {
      if (!(error instanceof JaegerError)) throw error;
      const told = await keepWhatIs(error, options.save);
      if (!signal.aborted) throw told;
      const again = `npm run check-lab ${loaded.folder.number} -- --jaeger ${address}`;
      remark(`\n  ${told.message.replaceAll('\n', '\n  ')} To check again: ${again}\n`);
      return undefined;
    });
  if (checked === undefined) return false;
  await noteProgress(loaded, checked, target);
  const tookMs = performance.now() - from;
  const { traceUrl, notes, storePort } = checked;
  const page = storePort && reportPage(loaded.lab, checked.verdict, checked.evidence);
  const pageUrl = page ? await keepReport(storePort, page) : undefined;
  print(report(loaded, checked, options, { tookMs, traceUrl, notes, ...(pageUrl ? { pageUrl } : {}) }));
  const closing = closingLines(run, checked);
  if (closing.length > 0 && !options.json) print(`${closing.map(text => `  ${text}`).join('\n')}\n`);
  if (options.save) await writeEvidence(fromHere(options.save), checked.evidence);
  return checked.verdict.passed;
};
