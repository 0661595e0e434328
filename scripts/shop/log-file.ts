// What a part prints goes to .workshop/logs/<name>.log. Two files of 2 MB at most for each part:
// a shop left running for a week must not fill a disk.

import { appendFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const MOST_BYTES = 2 * 1024 * 1024;

export type LogFile = { path: string; add(line: string): void };

export const openLog = (root: string, name: string): LogFile => {
  const folder = join(root, '.workshop', 'logs');
  const path = join(folder, `${name}.log`);
  let bytes = 0;
  let works = true;
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(path, { force: true });
  } catch {
    works = false; // a full or read-only disk must not stop the shop
  }
  return {
    path: relative(root, path),
    add: line => {
      if (!works) return;
      try {
        if (bytes > MOST_BYTES) {
          renameSync(path, `${path}.1`);
          bytes = 0;
        }
        appendFileSync(path, `${line}\n`);
        bytes += line.length + 1;
      } catch {
        works = false;
      }
    },
  };
};
