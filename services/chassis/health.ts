// What a service tells of itself at /health: that it runs, on which files, and since when.

import { hostname } from 'node:os';
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
  /** With these one knows its spans among those of other shops. */
  pid: number;
  host: string;
  /** A file saved after this is not the one that runs. */
  startedAt: string;
  /** A span that has ended is sent within this time, and handed on by a Collector that holds it (SHOP_SPANS_HELD_MS). */
  batchMs: number;
  /** Where its spans go, if the environment says so. */
  sendsTo?: string;
  /** Milliseconds since 1970 by this machine's clock. */
  now: number;
};

export const healthOf = (
  { service, partDirs }: Pick<Config, 'service' | 'partDirs'>,
  env: Record<string, string | undefined> = process.env,
): Health => ({
  status: 'ok',
  service,
  parts: partDirs.map(dir => relative(ROOT, dir).split(sep).join('/')),
  pid: process.pid,
  host: hostname(),
  startedAt: new Date(performance.timeOrigin).toISOString(),
  batchMs: (Number(env.OTEL_BSP_SCHEDULE_DELAY) || USUAL_BATCH_MS) + (Number(env.SHOP_SPANS_HELD_MS) || 0),
  ...(env.OTEL_EXPORTER_OTLP_ENDPOINT ? { sendsTo: env.OTEL_EXPORTER_OTLP_ENDPOINT } : {}),
  now: Date.now(),
});
