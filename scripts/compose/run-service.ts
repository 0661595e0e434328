// One service of the shop in a container of its own: `node scripts/compose/run-service.ts order-service`.
// With LAB it runs on the lab's files and starts anew on each save, by the same means as `npm run lab`;
// without, it is the finished one. The log of the service is the log of the container.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chosenExporter } from '#chassis/exporters.ts';
import { watchFiles } from '#trace-check/command/watch-files.ts';
import { isServiceName } from '#trace-check/launch/service.ts';
import { keepService } from '../lab/keep-service.ts';
import { eventWords } from '../lab/lab-words.ts';
import { awaitEnding } from '../shop/ending.ts';
import { exporterTrouble } from '../shop/exporter.ts';
import { SEND_EVERY_MS, withoutOtel } from '../shop/shop-environment.ts';
import { chooseLab } from './choose-lab.ts';
import { openLocalDoors } from './local-doors.ts';
import { doorsFor, portsInside, serviceEnvironment, telemetryFor } from './network.ts';
import { shipLogs } from './ship-logs.ts';

const root = join(import.meta.dirname, '..', '..');
const [service = ''] = process.argv.slice(2);
/** Four services and Jaeger that start at once on a crowded machine took 20 s. */
const READY_WITHIN_MS = 60_000;
const REASONS = {
  exited: 'did not start: its own words are above.',
  'not-ready': `did not answer within ${READY_WITHIN_MS / 1000} s.`,
  'ended-later': 'has ended.',
} as const;

const say = (lines: string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

const main = async (): Promise<number> => {
  if (!isServiceName(service)) {
    process.stderr.write(`The shop has no service "${service}".\n`);
    return 2;
  }
  const trouble = exporterTrouble(process.env);
  if (trouble !== undefined) {
    process.stderr.write(`${trouble}\nCorrect the variable, or run: unset TRACES_EXPORTER\n`);
    return 2;
  }
  const ending = awaitEnding();
  const choice = await chooseLab(root, process.env.LAB ?? '');
  if (!choice.ok) {
    process.stderr.write(`${choice.message.join('\n')}\n`);
    return 2;
  }
  const { folder } = choice;
  const telemetry = telemetryFor(process.env.SHOP_PROFILES ?? '');
  const doors = await openLocalDoors(doorsFor(telemetry));
  const logs = telemetry.loki === undefined ? undefined : shipLogs(telemetry.loki, service);

  const ownTracing = folder !== undefined && existsSync(join(folder.dir, service, 'tracing.ts'));
  const exporting = ownTracing ? 'own' : chosenExporter(process.env) === 'otlp-grpc' ? 'grpc' : 'http';

  const failed = Promise.withResolvers<number>();
  const kept = keepService({
    root,
    service,
    ports: portsInside(),
    ...(folder === undefined ? { readyWithinMs: READY_WITHIN_MS } : {}),
    partDirs: folder === undefined ? [] : [folder.dir],
    env: {
      ...(folder === undefined ? withoutOtel(process.env) : {}),
      OTEL_BSP_SCHEDULE_DELAY: process.env.OTEL_BSP_SCHEDULE_DELAY || SEND_EVERY_MS,
      ...serviceEnvironment(telemetry, exporting),
    },
    onLine: line => {
      process.stdout.write(`${line}\n`);
      logs?.add(line);
    },
    tell: event => {
      if (folder !== undefined) return say(eventWords(event, root, folder.dir));
      if (event.now === 'ready') return;
      // in a lab the next save mends it; the finished service is started anew by Docker
      say([`${service} ${REASONS[event.reason]} Docker starts it anew.`]);
      failed.resolve(1);
    },
  });
  const watcher =
    folder &&
    (await watchFiles(folder.dir, 'contents', files => {
      const own = files.filter(file => file.startsWith(`${service}/`));
      if (own.length === 0) return;
      say([`  ${own.join(', ')} was saved`]);
      kept.restart();
    }));

  ending.onImpatience(() => kept.kill());
  const code = await Promise.race([ending.asked.then(() => 0), failed.promise]);
  watcher?.close();
  await kept.stop();
  await logs?.end();
  doors.close();
  return code;
};

process.exit(await main());
