// The board of the stack: waits until everything answers, says where it is, and from then on says when
// something goes away and comes back. The container's health is that of the whole stack.

import { createServer } from 'node:http';
import { join } from 'node:path';
import { loadLab } from '#trace-check/labs.ts';
import { SERVICE_NAMES, SERVICES } from '#trace-check/launch/service.ts';
import { readPorts } from '../machine/workshop-ports.ts';
import { awaitEnding } from '../shop/ending.ts';
import { type Addresses, whereItRuns } from './board-words.ts';
import { chooseLab } from './choose-lab.ts';
import { builtFromOlderFiles } from './image-age.ts';
import { telemetryFor } from './network.ts';

const LOOK_EVERY_MS = 1_000;
const ANSWERS_WITHIN_MS = 2_000;
const STATUS_PORT = 9000;

const root = join(import.meta.dirname, '..', '..');

type Watched = { name: string; url: string };

const watchedWith = (profiles: string): Watched[] => {
  const full = telemetryFor(profiles).loki !== undefined;
  return [
    ...SERVICE_NAMES.map(name => ({ name, url: `http://${name}:${SERVICES[name].port}/health` })),
    { name: 'jaeger', url: 'http://jaeger:16686/api/v3/services' },
    // it answers to the names of this machine only, and says so
    { name: 'lessons', url: 'http://lessons:3000/' },
    ...(full
      ? [
          { name: 'loki', url: 'http://loki:3100/ready' },
          { name: 'tempo', url: 'http://tempo:3200/ready' },
          { name: 'grafana', url: 'http://grafana:3000/api/health' },
        ]
      : []),
  ];
};

const answers = async ({ name, url }: Watched): Promise<boolean> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    await answer.arrayBuffer();
    return answer.ok || (name === 'lessons' && answer.status === 403);
  } catch {
    return false;
  }
};

const say = (lines: string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

const main = async (): Promise<number> => {
  const ending = awaitEnding();
  const profiles = process.env.SHOP_PROFILES ?? '';
  const choice = await chooseLab(root, process.env.LAB ?? '');
  if (!choice.ok) return 2;
  const addresses: Addresses = {
    ports: readPorts(),
    grafana: telemetryFor(profiles).loki === undefined ? undefined : Number(process.env.GRAFANA_PORT) || 3001,
    lab: choice.folder && { number: choice.folder.number, lesson: (await loadLab(choice.folder)).lesson },
  };
  const watched = watchedWith(profiles);
  let missing = watched.map(({ name }) => name);
  let told = false;

  const look = async (): Promise<void> => {
    const now = await Promise.all(watched.map(answers));
    const before = missing;
    missing = watched.filter((_, index) => !now[index]).map(({ name }) => name);
    if (!told && missing.length === 0) {
      told = true;
      say(whereItRuns(addresses));
    } else if (told) {
      for (const name of missing.filter(one => !before.includes(one)))
        say([`${name} does not answer. Why: docker compose logs ${name}`]);
      for (const name of before.filter(one => !missing.includes(one))) say([`${name} answers again.`]);
    }
  };

  const server = createServer((_request, response) => {
    response.statusCode = missing.length === 0 ? 200 : 503;
    response.end(missing.length === 0 ? 'everything answers\n' : `no answer yet: ${missing.join(', ')}\n`);
  });
  server.listen(STATUS_PORT, '127.0.0.1');

  const older = builtFromOlderFiles(root);
  if (older.length > 0)
    say([
      `The images are older than your files: ${older.join(' and ')} changed since they were built. To build them again: docker compose up --build`,
    ]);

  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      await look();
      await Promise.race([ending.asked, new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))]);
    }
  })();
  await ending.asked;
  stopped = true;
  server.close();
  server.closeAllConnections();
  await Promise.race([watching, new Promise(resolve => setTimeout(resolve, 200))]);
  return 0;
};

process.exit(await main());
