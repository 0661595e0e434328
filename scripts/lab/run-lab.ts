// `npm run lab 01`: the shop on the lab's files, until told to stop.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { watchFiles } from '#trace-check/command/watch-files.ts';
import { isServiceName, SERVICE_NAMES, type ServiceName } from '#trace-check/launch/service.ts';
import { labProgress, readProgress, setCurrentLab } from '#trace-check/progress.ts';
import { otelProblems } from '../doctor/variables.ts';
import { isTaken } from '../machine/port-taken.ts';
import { watchBackend } from '../machine/watch-backend.ts';
import type { Ports } from '../machine/workshop-ports.ts';
import { awaitEnding } from '../shop/ending.ts';
import { exporterProblems, exporterTrouble } from '../shop/exporter.ts';
import { openLog } from '../shop/log-file.ts';
import type { PartProcess } from '../shop/part-process.ts';
import { labShop } from '../shop/shop-environment.ts';
import { startStore } from '../shop/store.ts';
import { claimShop } from './claim-shop.ts';
import { keepService } from './keep-service.ts';
import type { LabEntry } from './lab-list.ts';
import { backendWords, eventWords, heading, whereItRuns } from './lab-words.ts';

const say = (lines: string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** The services' own log is JSON and goes to a file; what a learner prints is for their eyes. */
const showOwnOutput = (service: ServiceName, line: string): void => {
  if (!line.startsWith('{') && line.trim() !== '') say([`  ${pc.dim(`${service} │`)} ${line}`]);
};

const servicesOf = (files: string[]): ServiceName[] => {
  const names = files.map(file => file.split('/')[0] ?? '').filter(isServiceName);
  return [...new Set(names)];
};

export const runLab = async (root: string, entry: LabEntry, wanted: Ports): Promise<number> => {
  const { folder } = entry;
  const trouble = exporterTrouble(process.env);
  if (trouble !== undefined) {
    process.stderr.write(`${trouble}\nCorrect the variable, or run: unset TRACES_EXPORTER\n`);
    return 2;
  }
  const ending = awaitEnding();
  const before = await readProgress(root);
  if (before.currentLab !== folder.slug || labProgress(before, folder.slug).checks === 0)
    await setCurrentLab(root, folder.slug);
  say(heading(root, entry, before));
  for (const { message, fix } of [...otelProblems(process.env), ...exporterProblems(process.env)])
    say([`  ${pc.yellow('!')} ${message}`, `    → ${fix}`]);

  const claim = await claimShop(root, folder.slug, wanted, `npm run lab ${folder.number}`);
  if (!claim.ok) {
    process.stderr.write(`${claim.message.join('\n')}\n`);
    return 2;
  }
  const { ports, loan } = claim;
  for (const note of claim.notes ?? []) say([`  ${pc.yellow('!')} ${note}`]);

  let stopping = false;
  let store: PartProcess | undefined;
  const bringStore = (): void => {
    const part = startStore(root, ports);
    store = part;
    part.ready.catch(() => {
      if (store === part)
        say([
          `  ${pc.red('✗')} The trace store did not start.`,
          ...part.lines().map(line => `      ${line}`),
        ]);
    });
  };
  if (claim.backend === undefined) bringStore();
  const foreign = claim.backend !== undefined && loan === undefined;
  const endWatch = foreign
    ? watchBackend(ports.ui, change => say(backendWords(change, ports.ui)))
    : () => undefined;

  const settled = Promise.withResolvers<void>();
  let heard = 0;
  /** What a failed start prints is told in short; what a running service prints is shown. */
  const up = new Set<ServiceName>();
  const services = SERVICE_NAMES.map(service => {
    const log = openLog(root, `lab-${service}`);
    return keepService({
      root,
      service,
      ports,
      partDirs: [folder.dir],
      env: labShop(ports, existsSync(join(folder.dir, service, 'tracing.ts'))),
      onLine: (line, stream) => {
        log.add(line);
        if (stream === 'out' || up.has(service)) showOwnOutput(service, line);
      },
      tell: event => {
        say(eventWords(event, root, folder.dir));
        if (event.now === 'ready') up.add(event.service);
        else up.delete(event.service);
        heard += 1;
        if (heard === SERVICE_NAMES.length) settled.resolve();
      },
    });
  });

  const watcher = await watchFiles(folder.dir, 'contents', files => {
    for (const name of servicesOf(files)) {
      say([`  ${pc.dim(`${files.filter(file => file.startsWith(name)).join(', ')} was saved`)}`]);
      up.delete(name);
      services.find(({ service }) => service === name)?.restart();
    }
  });

  void loan?.ended.then(() => {
    if (stopping) return;
    say([
      '  npm start has ended, and its trace store and lessons with it. The lab goes on with a store of its own.',
    ]);
    bringStore();
  });
  void settled.promise.then(async () => {
    const lessonsRun = loan !== undefined || (await isTaken(ports.lessons));
    if (!stopping) say(whereItRuns(ports, entry, claim.backend ?? 'the trace store', lessonsRun));
  });

  ending.onImpatience(() => {
    for (const service of services) service.kill();
    store?.kill();
  });
  await ending.asked;
  stopping = true;
  watcher.close();
  endWatch();
  await Promise.all(services.map(service => service.stop()));
  const ended = store;
  store = undefined;
  await ended?.stop();
  loan?.giveBack();
  say(['', `  The lab has stopped. To go on: npm run lab ${folder.number}`]);
  return 0;
};
