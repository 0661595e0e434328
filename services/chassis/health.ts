// What a service tells of itself at /health: that it runs, on which files, and since when.

import { join, relative, sep } from 'node:path';
import type { Config } from './config.ts';

/** The SDK's own, where nobody sets it. */
const USUAL_BATCH_MS = 5_000;
const ROOT = join(import.meta.dirname, '..', '..');

export type Health = {
  status: 'ok';
  service: string;
  /** The folders whose files replace the service's own: `labs/03-spans`. None in the finished shop. */
  parts: string[];
  /** A file saved after this is not the one that runs. */
  startedAt: string;
  /** A span that has ended is sent within this time. */
  batchMs: number;
};

export const healthOf = (
  { service, partDirs }: Pick<Config, 'service' | 'partDirs'>,
  env: Record<string, string | undefined> = process.env,
): Health => ({
  status: 'ok',
  service,
  parts: partDirs.map(dir => relative(ROOT, dir).split(sep).join('/')),
  startedAt: new Date(performance.timeOrigin).toISOString(),
  batchMs: Number(env.OTEL_BSP_SCHEDULE_DELAY) || USUAL_BATCH_MS,
});
