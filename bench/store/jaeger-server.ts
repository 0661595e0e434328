// A real Jaeger on free ports, with the pipeline and the memory storage it has when it is started alone.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '#trace-check/launch/free-ports.ts';
import { ended, type Server } from './processes.ts';

const READY_WITHIN_MS = 20_000;

/** `JAEGER_BINARY`, or a `jaeger` on the path; undefined where there is none. */
export function findJaeger(): string | undefined {
  const candidate = process.env.JAEGER_BINARY || 'jaeger';
  const { error, status } = spawnSync(candidate, ['version'], { stdio: 'ignore' });
  return error === undefined && status === 0 ? candidate : undefined;
}

const config = (ui: number, query: number, http: number, grpc: number): string => `
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [jaeger_storage_exporter] }
  telemetry: { metrics: { level: none }, logs: { level: warn } }
extensions:
  jaeger_query:
    storage: { traces: some_storage }
    http: { endpoint: "127.0.0.1:${ui}" }
    grpc: { endpoint: "127.0.0.1:${query}" }
  jaeger_storage:
    backends: { some_storage: { memory: { max_traces: 100000 } } }
receivers:
  otlp:
    protocols:
      http: { endpoint: "127.0.0.1:${http}" }
      grpc: { endpoint: "127.0.0.1:${grpc}" }
processors: { batch: }
exporters:
  jaeger_storage_exporter: { trace_storage: some_storage }
`;

export async function startJaeger(binary: string): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-jaeger-'));
  const file = join(directory, 'config.yaml');
  const [uiPort = 0, query = 0, httpPort = 0, grpcPort = 0] = await freePorts(4);
  await writeFile(file, config(uiPort, query, httpPort, grpcPort));
  const child = spawn(binary, ['--config', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  await answering(`http://127.0.0.1:${uiPort}/api/services`, child, () => said);
  return {
    pid: child.pid ?? 0,
    httpPort,
    grpcPort,
    uiPort,
    async stop() {
      // upon SIGTERM Jaeger takes 10 s to leave
      await ended(child, 'SIGKILL');
      await rm(directory, { recursive: true });
    },
  };
}

async function answering(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const from = performance.now();
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (child.exitCode !== null) throw new Error(`Jaeger ended with ${child.exitCode}: ${said()}`);
    if (performance.now() - from > READY_WITHIN_MS)
      throw new Error(`Jaeger did not answer within ${READY_WITHIN_MS / 1000} s: ${said()}`);
  }
}
