// One run of check-lab: the lab, the options, and where its words go.

import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { Cause } from '../causes/cause.ts';
import type { Lab } from '../lab.ts';
import type { LabFolder } from '../labs.ts';
import type { CheckLabOptions } from './options.ts';

export type Loaded = { root: string; folder: LabFolder; lab: Lab; causes: Cause[] };

export type Run = {
  loaded: Loaded;
  options: CheckLabOptions;
  signal: AbortSignal;
  print(text: string): void;
  /** Beside the report: for a person, never part of what a program reads. */
  remark(text: string): void;
};

export const newSeed = (): number => randomInt(2 ** 31);

/** npm runs in the workshop's folder; the learner meant the one they are in. */
export const fromHere = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path);
