// What the disk says, in words.

import { Trouble } from './trouble.mjs';

/** @param {NodeJS.ErrnoException} error @param {string} path */
export const explainFileError = (error, path) => {
  switch (error.code) {
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
