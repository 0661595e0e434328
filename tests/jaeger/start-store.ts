// The trace store as a process of its own, as `npm start` has it, on free ports.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JaegerPorts } from './jaeger-config.ts';

export type RunningStore = {
  url: string;
  host: string;
  ports: Omit<JaegerPorts, 'query'>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const MAIN = join(import.meta.dirname, '..', '..', 'packages', 'trace-store', 'main.ts');

type Ready = { uiPort: number; otlpHttpPort: number; otlpGrpcPort: number };
type ThriftReady = { thriftPorts: { http: number; binary: number; compact: number } };

export const startStore = async (): Promise<RunningStore> => {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      UI_PORT: '0',
      OTLP_HTTP_PORT: '0',
      OTLP_GRPC_PORT: '0',
      JAEGER_THRIFT_HTTP_PORT: '0',
      JAEGER_THRIFT_BINARY_PORT: '0',
      JAEGER_THRIFT_COMPACT_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = Promise.withResolvers<void>();
  child.once('exit', () => ended.resolve());
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`The store ended (${child.exitCode}) before it was ready.`);
    return value;
  };
  const ready: Ready = JSON.parse(await said());
  const { thriftPorts }: ThriftReady = JSON.parse(await said());
  const stop = async (): Promise<void> => {
    kill();
    await ended.promise;
    process.off('exit', kill);
  };
  return {
    url: `http://127.0.0.1:${ready.uiPort}`,
    host: '127.0.0.1',
    ports: {
      ui: ready.uiPort,
      otlpHttp: ready.otlpHttpPort,
      otlpGrpc: ready.otlpGrpcPort,
      thriftHttp: thriftPorts.http,
      thriftBinary: thriftPorts.binary,
      thriftCompact: thriftPorts.compact,
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
};
