// Which operations have been seen, told by two hashes, so that a span's name is read only when it may be new. What a
// scan finds waits until the scan is over: it may turn out that the body can't be trusted.

import type { OperationListener } from '../scan/scan-span.ts';
import type { KnownOperation } from './disk.ts';

/** More operations than a shop has; when two share a place, they are read again and again. */
const PLACES = 4096;

export type KnownOperations = OperationListener & {
  /** Hands on what the last scan found, and forgets it. */
  settle(): void;
  /** Forgets it. */
  dismiss(): void;
};

export function knownOperations(onOperation: (operation: KnownOperation) => void): KnownOperations {
  const hashes = new Int32Array(PLACES);
  const checks = new Int32Array(PLACES);
  let found: (KnownOperation & { hash: number; check: number })[] = [];
  const placeOf = (hash: number): number => (hash ^ (hash >>> 12)) & (PLACES - 1);
  return {
    isKnown(hash, check) {
      const place = placeOf(hash);
      return hashes[place] === (hash | 0) && checks[place] === (check | 0);
    },
    add(operation) {
      found.push(operation);
    },
    settle() {
      if (found.length === 0) return;
      const news = found;
      found = [];
      for (const { hash, check, ...operation } of news) {
        const place = placeOf(hash);
        if (hashes[place] === (hash | 0) && checks[place] === (check | 0)) continue;
        hashes[place] = hash;
        checks[place] = check;
        onOperation(operation);
      }
    },
    dismiss() {
      found = [];
    },
  };
}
