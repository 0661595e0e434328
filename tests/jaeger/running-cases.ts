// A program: cases of labs as a learner has them with Jaeger. For each its services are started, with their usual
// OTLP ports led to Jaeger, and checked as `check-lab --jaeger` checks them. One line of JSON a case on stdout.
//
//   node running-cases.ts '{"jaeger":{"url":…,"ports":…},"cases":[["03-spans","solution"],…]}'

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceRecord } from '#trace-check/evidence.ts';
import { JaegerError } from '#trace-check/jaeger/jaeger-error.ts';
import { checkThroughJaeger } from '#trace-check/jaeger/running-check.ts';
import { listLabs, loadLab, loadLabCauses } from '#trace-check/labs.ts';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import {
  partPath,
  type RunningService,
  SERVICE_NAMES,
  SERVICES,
  type ServiceName,
  StartFailure,
  startService,
} from '#trace-check/launch/service.ts';
import { PORT_MAP_VARIABLE } from '#trace-check/launch/witness-messages.ts';
import { listMistakes, materialize } from '#trace-check/mistakes.ts';
import type { JaegerPorts } from './jaeger-config.ts';

export type Task = { jaeger: { url: string; ports: JaegerPorts }; cases: [lab: string, name: string][] };
export type Outcome = {
  lab: string;
  name: string;
  /** Absent where it could not be checked; `refused` says why. */
  verdict?: { passed: boolean; open: number[]; cause?: string; task?: number };
  refused?: string;
  ms: number;
};

const root = join(import.meta.dirname, '..', '..');
const WITNESS = join(root, 'packages', 'trace-check', 'launch', 'witness.ts');
const SEED = 7;
/** As npm run lab has it. */
const SEND_EVERY_MS = '200';

/** What waits here has nobody before the screen, and may share two cores with a build. */
const READY_WITHIN_MS = 60_000;

const isTask = (value: unknown): value is Task =>
  typeof value === 'object' && value !== null && 'jaeger' in value && 'cases' in value;

const sourcesOf = (services: ServiceName[], partDirs: string[], slug: string): SourceRecord[] =>
  services.flatMap(service => {
    const files = new Map([['tracing.ts', partPath(root, partDirs, `${service}/tracing.ts`)]]);
    for (const dir of [...partDirs].reverse()) {
      const folder = join(dir, service);
      const own = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.ts')) : [];
      for (const file of own) files.set(file, join(folder, file));
    }
    return [...files].map(([file, path]) => ({
      service,
      file,
      path: `labs/${slug}/${service}/${file}`,
      text: readFileSync(path, 'utf8'),
    }));
  });

const [text = ''] = process.argv.slice(2);
const task: unknown = JSON.parse(text);
if (!isTask(task)) throw new Error('The cases are missing.');
const { jaeger, cases } = task;

const numbers = await freePorts(SERVICE_NAMES.length);
const ports = { 'api-gateway': 0, 'user-service': 0, 'order-service': 0, 'inventory-service': 0 };
SERVICE_NAMES.forEach((name, index) => {
  ports[name] = numbers[index] ?? 0;
  // the check finds the shop by them
  process.env[SERVICES[name].portVariable] = String(ports[name]);
});

// and where its spans go
process.env.OTLP_HTTP_PORT = String(jaeger.ports.otlpHttp);
process.env.OTLP_GRPC_PORT = String(jaeger.ports.otlpGrpc);

const folders = await listLabs(root);

const outcomeOf = async (slug: string, name: string): Promise<Omit<Outcome, 'ms'>> => {
  const folder = folders.find(one => one.slug === slug);
  if (folder === undefined) throw new Error(`There is no lab ${slug}.`);
  const lab = await loadLab(folder);
  const labCauses = await loadLabCauses(folder);
  const mistake = (await listMistakes(folder)).find(({ id }) => id === name);
  const partDirs =
    name === 'solution'
      ? [folder.solutionDir]
      : mistake === undefined
        ? [join(folder.solutionDir, 'starter')]
        : [await materialize(root, folder, mistake), folder.solutionDir];
  const running: RunningService[] = [];
  try {
    for (const service of lab.services)
      running.push(
        startService({
          root,
          service,
          ports,
          partDirs,
          preload: [WITNESS],
          readyWithinMs: READY_WITHIN_MS,
          env: {
            [PORT_MAP_VARIABLE]: JSON.stringify({ 4318: jaeger.ports.otlpHttp, 4317: jaeger.ports.otlpGrpc }),
            NODE_COMPILE_CACHE: join(root, '.workshop', 'compile-cache'),
            OTEL_BSP_SCHEDULE_DELAY: SEND_EVERY_MS,
            ...mistake?.mistake.env,
          },
        }),
      );
    const started = await Promise.allSettled(running.map(({ ready }) => ready));
    for (const one of started)
      if (one.status === 'rejected' && !(one.reason instanceof StartFailure)) throw one.reason;
    const { verdict } = await checkThroughJaeger({
      lab,
      labId: slug,
      labCauses,
      address: jaeger.url,
      seed: SEED,
      sources: sourcesOf(lab.services, partDirs, slug),
      signal: new AbortController().signal,
    });
    const [first] = verdict.findings;
    return {
      lab: slug,
      name,
      verdict: {
        passed: verdict.passed,
        open: verdict.tasks.filter(({ passed }) => !passed).map(({ id }) => id),
        ...(first === undefined ? {} : { cause: first.cause, task: first.task }),
      },
    };
  } catch (error) {
    if (!(error instanceof JaegerError)) throw error;
    return { lab: slug, name, refused: error.message };
  } finally {
    for (const one of running) one.kill();
    await Promise.all(running.map(({ exited }) => exited));
  }
};

for (const [slug, name] of cases) {
  const from = performance.now();
  const outcome = await outcomeOf(slug, name);
  process.stdout.write(`${JSON.stringify({ ...outcome, ms: Math.round(performance.now() - from) })}\n`);
}
process.exit(0);
