// Notices that whoever started this command is gone, so that nothing is left running.
// npm starts commands through a shell that outlives it: then npm, the shell's parent, counts too.

import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 500;

/** The parent of a process, where the system tells without starting a program. */
const parentOf = pid => {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};

export const onParentGone = act => {
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    const alone = process.ppid !== parent || (npm !== undefined && parentOf(parent) !== npm);
    if (!alone) return;
    clearInterval(timer);
    act();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
