// Tells which files of a folder have new contents. Events where the system gives them, and a look twice
// a second in any case: shared folders and some containers give none.

import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const LOOK_EVERY_MS = 500;
/** Some editors empty a file before they write it; what is read meanwhile is half a file. */
const SETTLE_MS = 60;

type Contents = Map<string, string>;

const read = async (folder: string): Promise<Contents> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.map(
      async file =>
        [relative(folder, file).replaceAll('\\', '/'), await readFile(file, 'utf8').catch(() => '')] as const,
    ),
  );
  return new Map(contents);
};

export const changedBetween = (before: Contents, after: Contents): string[] => {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter(name => before.get(name) !== after.get(name)).sort();
};

const same = (one: Contents, other: Contents): boolean => changedBetween(one, other).length === 0;

/** Calls `onChange` with the files that changed, relative to the folder. */
export const watchFiles = async (
  folder: string,
  onChange: (files: string[]) => void,
): Promise<{ close(): void }> => {
  let known = await read(folder);
  let looking = false;
  let again = false;
  let closed = false;

  const settled = async (): Promise<Contents> => {
    let now = await read(folder);
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
      const next = await read(folder);
      if (same(now, next)) return next;
      now = next;
    }
  };
  const look = async (): Promise<void> => {
    again = looking;
    if (looking || closed) return;
    looking = true;
    try {
      if (!same(known, await read(folder))) {
        const now = await settled();
        const changed = changedBetween(known, now);
        known = now;
        if (changed.length > 0 && !closed) onChange(changed);
      }
    } catch {
      // a folder that is being replaced is whole again at the next look
    }
    looking = false;
    if (again) void look();
  };

  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  const watcher = (() => {
    try {
      return watch(folder, { recursive: true }, () => void look()).on('error', () => undefined);
    } catch {
      return undefined;
    }
  })();
  return {
    close: () => {
      closed = true;
      clearInterval(timer);
      watcher?.close();
    },
  };
};
