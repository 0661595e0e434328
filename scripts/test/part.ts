// One part of `npm test`: its totals, and what to say of each failure.

import pc from 'picocolors';

export type Part = {
  name: string;
  passed: number;
  failed: number;
  ms: number;
  /** What the failing tool said, for a part that printed nothing while it ran. */
  details?: string;
};

export const printPart = ({ name, passed, failed, ms, details }: Part): void => {
  if (details) console.log(`\n${details.trim()}\n`);
  const mark = failed === 0 ? pc.green('✓') : pc.red('✗');
  console.log(`${mark} ${name}: ${passed} passed, ${failed} failed (${(ms / 1000).toFixed(1)} s)`);
};

/** What can't run is a failure with a fix, never a silence. */
export const couldNotRun = (name: string, reason: string, fix: string): Part => ({
  name,
  passed: 0,
  failed: 1,
  ms: 0,
  details: `${name} could not run: ${reason}\n→ ${fix}`,
});

/** The very last line of `npm test`. */
export const closingLine = (parts: Part[]): string => {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  return `${sum(part => part.passed)} passed, ${sum(part => part.failed)} failed`;
};
