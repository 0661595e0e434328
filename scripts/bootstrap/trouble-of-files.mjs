// What the disk says, in words.

import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Trouble } from './trouble.mjs';

/** Node's recursive mkdir says ENOENT on a read-only disk; the nearest folder that is there knows better. */
const trueCode = (error, path) => {
  if (error.code !== 'ENOENT') return error.code;
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return error.code;
  } catch (reason) {
    return reason.code;
  }
};

/** @param {NodeJS.ErrnoException} error @param {string} path */
export const explainFileError = (error, path) => {
  switch (trueCode(error, path)) {
    case 'ENOSPC':
      return new Trouble(
        `The disk is full: ${path} could not be written.`,
        'Free about 1 GB, then run the same command again. Nothing needs to be cleaned up by hand.',
      );
    case 'EROFS':
      return new Trouble(
        `The disk is read-only: ${path} could not be written.`,
        'Copy the workshop to a folder you may write to, and run the command there.',
      );
    case 'EACCES':
    case 'EPERM':
      return new Trouble(
        `You may not write to ${path}.`,
        'Make the folder yours (it may belong to another user after a run with sudo), or copy the workshop to your home folder.',
      );
    case 'EDQUOT':
      return new Trouble(
        `Your disk quota is used up: ${path} could not be written.`,
        'Free about 1 GB and try again.',
      );
    default:
      return error;
  }
};
