// Waits for saves in a folder. Events come first; a look at the files every half second catches the
// saves no event tells of, as on network drives and some containers.

import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Editors save in several steps; one change is what happens within this time. */
const SETTLE_MS = 30;
const LOOK_EVERY_MS = 500;

const stampOf = async (dir: string): Promise<string> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const stamps = await Promise.all(
    entries
      .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => undefined);
        return found ? `${path}:${found.mtimeMs}:${found.size}` : '';
      }),
  );
  return stamps.sort().join('\n');
};

export type FileWatch = {
  /** Resolves after the next save, or at once if there was one since the last call. */
  changed(): Promise<void>;
  close(): void;
};

export const watchFiles = async (dir: string): Promise<FileWatch> => {
  let known = await stampOf(dir);
  let pending = false;
  let wake: (() => void) | undefined;
  let settling: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;

  const look = async (): Promise<void> => {
    const stamp = await stampOf(dir);
    if (stamp === known) return;
    known = stamp;
    pending = true;
    wake?.();
  };
  const soon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), SETTLE_MS);
  };
  try {
    watcher = watch(dir, { recursive: true }, soon);
    watcher.on('error', () => watcher?.close());
  } catch {
    // no events on this file system: the regular look is enough
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);

  return {
    changed: async () => {
      if (!pending)
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      wake = undefined;
      pending = false;
    },
    close: () => {
      clearInterval(timer);
      clearTimeout(settling);
      watcher?.close();
    },
  };
};
