// Draws the lessons' traces anew from the shop as it is: `node docs/scripts/capture-traces.ts [name…]`.
// Each scene starts the four services, warms them up, sends its requests and stops them again, which sends the
// last spans. Written to docs/src/traces, to be looked at and committed.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { freePorts } from '../../packages/trace-check/launch/free-ports.ts';
import {
  partPath,
  SERVICE_NAMES,
  SERVICES,
  type ServiceName,
  startService,
} from '../../packages/trace-check/launch/service.ts';
import { isWitnessMessage } from '../../packages/trace-check/launch/witness-messages.ts';
import { decodeOtlpProtobuf, encodeOtlpJson } from '../../packages/trace-model/otlp.ts';
import { type Span, serviceName } from '../../packages/trace-model/span.ts';
import { type CapturedHop, tidyHops } from './tidy-hops.ts';
import { tidyTrace } from './tidy-trace.ts';
import { type Edit, type Request, SCENES, type Scene } from './trace-scenes.ts';

const root = join(import.meta.dirname, '../..');
/** It tells what headers arrive at a service. */
const WITNESS = join(root, 'packages/trace-check/launch/witness.ts');
/** The first requests of a process are slow for reasons no lesson is about. */
const WARM_UP: Request[] = Array.from({ length: 12 }, (_, index) =>
  index % 3 === 0
    ? { method: 'GET', path: '/orders/1001' }
    : { method: 'POST', path: '/orders', body: { user_id: '1', product: 'Mouse', quantity: 1 } },
);

/** Copies the parts with the mistakes in them to a folder that takes the place of the others. */
const withMistakes = (edits: readonly Edit[], parts: string[], folder: string): string[] => {
  if (edits.length === 0) return parts;
  for (const { part, from, to } of edits) {
    const made = join(folder, part);
    const source = readFileSync(partPath(root, [folder, ...parts], part), 'utf8');
    if (!source.includes(from))
      throw new Error(`${part} does not hold:\n${from}\nMend the scene in trace-scenes.ts.`);
    mkdirSync(dirname(made), { recursive: true });
    writeFileSync(made, source.replaceAll(from, to));
  }
  return [folder, ...parts];
};

const send = async (port: number, { method, path, body }: Request): Promise<void> => {
  const answer = await fetch(`http://localhost:${port}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  await answer.text();
};

const openSink = async (): Promise<{ url: string; spans: Span[]; close(): void }> => {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    spans.push(...decodeOtlpProtobuf(Buffer.concat(await request.toArray())));
    response.end();
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.');
  return { url: `http://127.0.0.1:${address.port}`, spans, close: () => void server.close() };
};

/** The traces that entered at the gateway, in the order of their requests. */
const tracesIn = (spans: readonly Span[]): Span[][] => {
  const traces = Map.groupBy(spans, span => span.traceId);
  const entry = (trace: Span[]): Span | undefined =>
    trace.find(span => span.parentSpanId === '' && serviceName(span) === 'api-gateway');
  return [...traces.values()]
    .filter(trace => entry(trace) !== undefined)
    .sort((a, b) => Number((entry(a)?.startNano ?? 0n) - (entry(b)?.startNano ?? 0n)));
};

const capture = async (scene: Scene): Promise<void> => {
  const sink = await openSink();
  mkdirSync(join(root, '.workshop'), { recursive: true });
  const folder = mkdtempSync(join(root, '.workshop', 'scene-'));
  const [gateway = 0, order = 0, user = 0, inventory = 0] = await freePorts(SERVICE_NAMES.length);
  const ports: Record<ServiceName, number> = {
    'api-gateway': gateway,
    'order-service': order,
    'user-service': user,
    'inventory-service': inventory,
  };
  const partDirs = withMistakes(
    scene.edits,
    scene.parts.map(part => join(root, part)),
    folder,
  );
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: sink.url };
  const hops: CapturedHop[] = [];
  const running = SERVICE_NAMES.map(service =>
    startService({
      root,
      service,
      ports,
      partDirs,
      env,
      preload: [WITNESS],
      onMessage: message => {
        if (isWitnessMessage(message) && message.witness === 'hop') hops.push({ ...message, service });
      },
    }),
  );
  try {
    await Promise.all(running.map(service => service.ready));
    for (const request of WARM_UP) await send(ports['api-gateway'], request);
    for (const { request, fault } of scene.shots) {
      if (fault !== undefined) {
        const { service, ...body } = fault;
        await send(ports[service], { method: 'POST', path: '/admin/faults', body: { ...body, times: 1 } });
      }
      await send(ports['api-gateway'], request);
    }
  } finally {
    await Promise.all(running.map(service => service.stop()));
    sink.close();
    rmSync(folder, { recursive: true });
  }
  const traces = tracesIn(sink.spans).slice(WARM_UP.length);
  if (traces.length !== scene.shots.length)
    throw new Error(
      `${scene.shots.length} requests, but ${traces.length} traces: ${scene.shots.map(shot => shot.name)}`,
    );
  const known = new Map(SERVICE_NAMES.map(name => [ports[name], SERVICES[name].port]));
  for (const [index, { name }] of scene.shots.entries()) {
    const spans = tidyTrace(traces[index] ?? [], root, known);
    const received = tidyHops(hops, spans[0]?.traceId ?? '');
    writeFileSync(
      join(root, 'docs/src/traces', `${name}.json`),
      `${JSON.stringify({ ...encodeOtlpJson(spans), hops: received }, null, 2)}\n`,
    );
    process.stdout.write(`${name}: ${spans.length} spans, ${received.length} hops\n`);
  }
};

const wanted = process.argv.slice(2);
for (const scene of SCENES)
  if (wanted.length === 0 || scene.shots.some(shot => wanted.includes(shot.name))) await capture(scene);
spawnSync(
  process.execPath,
  ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', 'docs/src/traces'],
  { cwd: root },
);
