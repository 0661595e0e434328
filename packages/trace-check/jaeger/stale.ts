// A file that was saved after its service started is not the one that runs.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceLook } from './shop.ts';

/** A file is read a moment after its process began, and clocks of a container may differ by some. */
const SLACK_MS = 500;

type Save = { path: string; at: number };

const newestIn = async (folder: string): Promise<Save | undefined> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  let newest: Save | undefined;
  for (const entry of entries) {
    if (!entry.isFile() || !/\.[cm]?[jt]s$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs = 0 } = (await stat(path).catch(() => undefined)) ?? {};
    if (newest === undefined || mtimeMs > newest.at) newest = { path, at: mtimeMs };
  }
  return newest;
};

const clock = (ms: number): string => new Date(ms).toTimeString().slice(0, 8);

/** In words, or nothing when every service runs the newest files. */
export const staleFiles = async (looks: ServiceLook[], partDir: string): Promise<string | undefined> => {
  for (const look of looks) {
    if (look.state !== 'answers' || look.health.startedAtMs === undefined) continue;
    const newest = await newestIn(join(partDir, look.service));
    const startedAt = look.health.startedAtMs - look.health.clockAheadMs;
    if (newest !== undefined && newest.at > startedAt + SLACK_MS)
      return `${look.service} runs older files: it started at ${clock(startedAt)}, and ${newest.path.slice(partDir.length + 1)} was saved at ${clock(newest.at)}. Save the file once more, or stop and start the shop; then check again.`;
  }
  return undefined;
};
