// The trace store and the labs, held against a real Jaeger. Where none can be had that is said, and counts as failed.

import { describe, findJaeger, HOW_TO_GET_JAEGER, NoJaeger } from '../../tests/jaeger/find-jaeger.ts';
import { couldNotRun, type Part } from './part.ts';
import { testPart } from './test-part.ts';

const NAME = 'jaeger';
/** Every case of every lab is one file: 90 s on two cores of its own. */
const LONGEST_FILE_MS = 600_000;

export const jaegerPart = async (files: string[], signal: AbortSignal): Promise<Part> => {
  try {
    console.log(`  against ${describe(await findJaeger())}`);
  } catch (error) {
    if (!(error instanceof NoJaeger)) throw error;
    return couldNotRun(NAME, error.message, HOW_TO_GET_JAEGER);
  }
  return testPart(NAME, files, 1, signal, LONGEST_FILE_MS);
};
