// Tells which files of a folder were saved. Events where the system gives them, and a look twice a second in any
// case: shared folders and some containers give none.

import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const LOOK_EVERY_MS = 500;
/** Some editors empty a file before they write it; what is read meanwhile is half a file. */
const SETTLE_MS = 60;

/** Whatever a service may load. */
const CODE = /\.[cm]?[jt]s$/;

export type Noticed =
  /** New contents alone: to start a service anew for the same text would be in vain. */
  | 'contents'
  /** Any save: whoever saves once more wants to be told once more. */
  | 'saves';

type Contents = Map<string, string>;

const stampOf = async (file: string, noticed: Noticed): Promise<string> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (noticed === 'contents') return text;
  const savedAt = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return `${savedAt} ${text}`;
};

const read = async (folder: string, noticed: Noticed): Promise<Contents> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter(entry => entry.isFile() && CODE.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map(entry => join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.map(
      async file => [relative(folder, file).replaceAll('\\', '/'), await stampOf(file, noticed)] as const,
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
  noticed: Noticed,
  onChange: (files: string[]) => void,
): Promise<{ close(): void }> => {
  let known = await read(folder, noticed);
  let looking = false;
  let again = false;
  let closed = false;

  const settled = async (): Promise<Contents> => {
    let now = await read(folder, noticed);
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
      const next = await read(folder, noticed);
      if (same(now, next)) return next;
      now = next;
    }
  };
  const look = async (): Promise<void> => {
    again = looking;
    if (looking || closed) return;
    looking = true;
    try {
      if (!same(known, await read(folder, noticed))) {
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

export type SaveWatch = {
  /** Resolves after the next save, or at once if there was one since the last call. */
  changed(): Promise<void>;
  close(): void;
};

export const watchSaves = async (folder: string): Promise<SaveWatch> => {
  let next = Promise.withResolvers<void>();
  const watcher = await watchFiles(folder, 'saves', () => next.resolve());
  return {
    changed: async () => {
      await next.promise;
      next = Promise.withResolvers();
    },
    close: watcher.close,
  };
};
