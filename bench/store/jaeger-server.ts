// A real Jaeger as a server of the bench, where one can be had; a container's CPU and memory are not its client's.

import { findJaeger, NoJaeger } from '../../tests/jaeger/find-jaeger.ts';
import { startJaeger } from '../../tests/jaeger/start-jaeger.ts';
import type { Server } from './processes.ts';

export type Jaeger = { start(): Promise<Server> };

/** Undefined where there is none that runs as a process of this machine. */
export async function jaegerHere(): Promise<Jaeger | undefined> {
  try {
    const source = await findJaeger();
    if (source.by === 'docker') return undefined;
    return {
      async start() {
        const { pid, ports, stop } = await startJaeger(source);
        return { pid, httpPort: ports.otlpHttp, grpcPort: ports.otlpGrpc, uiPort: ports.ui, stop };
      },
    };
  } catch (error) {
    if (error instanceof NoJaeger) return undefined;
    throw error;
  }
}
