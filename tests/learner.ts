// A learner at check-lab: a copy of the workshop, folders of solutions to spoil, and what a check says of them.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Verdict } from '#trace-check/finding.ts';
import { copyWorkshop, type Workshop } from './workshop-copy.ts';

export const FIRST = '01-first-trace';
export const SPANS = '03-spans';
/** In a learner's folder for 01-first-trace. */
export const TRACING = 'order-service/tracing.ts';
/** Its last line. */
export const START = 'sdk.start();';

export type Ended = { code: number | null; said: string };

export type Learner = {
  workshop: Workshop;
  /** For folders outside of the workshop. */
  outside: string;
  check(...args: string[]): Promise<Ended>;
  /** The solution of a lab in a folder of the learner's own. */
  ownCopy(name: string, lab: string): string;
  /** Of everything a check must leave as it is. */
  fingerprint(): string;
};

/** Is removed when the tests of the file are over. */
export const openLearner = async (): Promise<Learner> => {
  const outside = mkdtempSync(join(tmpdir(), 'learner-'));
  after(() => rmSync(outside, { recursive: true, force: true }));
  const workshop = await copyWorkshop({ after: end => after(end) });
  return {
    workshop,
    outside,
    check: async (...args) => {
      const command = workshop.run('check-lab', args);
      return { code: await command.exited, said: command.output() };
    },
    ownCopy: (name, lab) => {
      const dir = join(outside, name);
      for (const service of readdirSync(join(workshop.folder, 'labs', lab), { withFileTypes: true }))
        if (service.isDirectory())
          cpSync(join(workshop.folder, 'solutions', lab, service.name), join(dir, service.name), {
            recursive: true,
          });
      return dir;
    },
    fingerprint: () => fingerprintOf(workshop.folder),
  };
};

const fingerprintOf = (folder: string): string => {
  const files = globSync(['labs/**/*', 'solutions/**/*', 'services/**/*'], {
    cwd: folder,
    withFileTypes: true,
  });
  const hash = createHash('sha1');
  for (const path of files
    .filter(file => file.isFile())
    .map(file => join(file.parentPath, file.name))
    .sort())
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
};

export const verdictOf = ({ said }: Ended): Verdict & { tookMs: number } => {
  const lines = said.trim().split('\n');
  assert.equal(lines.length, 1, `one JSON object was due:\n${said}`);
  return JSON.parse(said);
};

export const edit = (path: string, find: string, replace: string): void => {
  const text = readFileSync(path, 'utf8');
  assert.equal(text.split(find).length, 2, `${find} must occur once in ${path}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
};
