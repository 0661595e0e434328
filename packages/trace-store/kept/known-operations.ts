// Which operations have been seen, told by two hashes, so that a span's name is read only when it may be new.

import type { OperationListener } from '../scan/delivery-scan.ts';

/** More operations than a shop has; when two share a place, they are read again and again. */
const PLACES = 4096;

export function knownOperations(add: OperationListener['add']): OperationListener {
  const hashes = new Int32Array(PLACES);
  const checks = new Int32Array(PLACES);
  return {
    isKnown(hash, check) {
      const place = (hash ^ (hash >>> 12)) & (PLACES - 1);
      if (hashes[place] === (hash | 0) && checks[place] === (check | 0)) return true;
      hashes[place] = hash;
      checks[place] = check;
      return false;
    },
    add,
  };
}
