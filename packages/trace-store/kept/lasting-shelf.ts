// The shelf on disk for as long as the disk takes what it is given, and from then on in memory, with all that can
// still be read. Whoever uses it asks for the shelf anew each time.

import { scanDelivery } from '../scan/delivery-scan.ts';
import type { OperationListener } from '../scan/scan-span.ts';
import { type Disk, type KnownOperation, openDisk } from './disk.ts';
import { openShelf, type Shelf } from './shelf.ts';

export type LastingShelf = {
  shelf(): Shelf;
  /** Does what needs the disk; when the disk refuses, moves to memory, and does it there. */
  onDisk(work: () => void): void;
  addOperation(operation: KnownOperation): void;
  /** Of a run before. */
  operations: KnownOperation[];
  kept(): 'memory' | 'disk';
};

/** What is read again has names that are known. */
const NOTHING_NEW: OperationListener = { isKnown: () => true, add: () => undefined };

/** Without a directory in memory from the start. */
export function openLastingShelf(
  directory: string | undefined,
  onNotice: (notice: string) => void,
): LastingShelf {
  let disk: Disk | undefined;
  let operations: KnownOperation[] = [];
  let shelf = openOrFallBack();

  function openOrFallBack(): Shelf {
    if (directory === undefined) return openShelf();
    try {
      disk = openDisk(directory);
      operations = disk.operations();
      return openShelf(disk);
    } catch (error) {
      disk = undefined;
      operations = [];
      onNotice(
        `Traces can't be kept in ${directory} (${reason(error)}). They are kept in memory until this stops.`,
      );
      return openShelf();
    }
  }

  function onDisk(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (disk === undefined) throw error;
      disk = undefined;
      onNotice(
        `Traces can't be written to ${directory} any more (${reason(error)}). From here on they are kept in memory.`,
      );
      moveToMemory();
      work();
    }
  }

  function moveToMemory(): void {
    const before = shelf;
    shelf = openShelf();
    let trouble: unknown;
    for (let number = before.oldest(); number < before.next(); number++) {
      if (!before.has(number)) continue;
      try {
        for (const body of before.bodiesOf(number)) {
          const scan = scanDelivery(body, NOTHING_NEW);
          if (scan !== undefined) shelf.put(scan, body);
        }
      } catch (error) {
        trouble ??= error;
      }
    }
    const lostSpans = before.spans() - shelf.spans();
    if (trouble !== undefined)
      onNotice(`Not all that was kept in ${directory} can be read (${reason(trouble)}).`);
    if (lostSpans > 0) onNotice(`${lostSpans} spans were lost with it.`);
    try {
      before.close();
    } catch {
      // it failed before: nothing depends on how it ends
    }
  }

  return {
    shelf: () => shelf,
    onDisk,
    addOperation: operation => onDisk(() => disk?.addOperation(operation)),
    operations,
    kept: () => (disk === undefined ? 'memory' : 'disk'),
  };
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
