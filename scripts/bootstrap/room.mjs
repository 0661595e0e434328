// npm does not always notice a full disk: it was seen to leave truncated files and answer 0.
// So room is asked for before a step, and nothing is believed that was written with none left.

import * as fs from 'node:fs';
import { Trouble } from './trouble.mjs';

const MB = 1024 * 1024;

/** @param {string} root @param {number} megabytes @param {string} what */
export const requireRoom = (root, megabytes, what) => {
  if (fs.statfsSync === undefined) return; // Node before 18.15
  const { bavail, bsize } = fs.statfsSync(root);
  const free = Math.floor((bavail * bsize) / MB);
  if (free < megabytes)
    throw new Trouble(
      `The disk is too full: ${what} takes about ${megabytes} MB, and ${free} MB are free.`,
      'Free some space, then run the same command again; it carries on from here.',
    );
};
