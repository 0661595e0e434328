// What a page shows, asked until it is so.

import assert from 'node:assert/strict';

/** Far beyond what anything takes on a machine of its own: only what hangs is cut off. */
const LONGEST_WAIT_MS = 15_000;

/** Polls, since what arrives takes a moment to be drawn. */
export const until = async <T>(what: string, read: () => Promise<T>, wanted: T): Promise<void> => {
  const give = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await read();
    try {
      assert.deepEqual(found, wanted);
      return;
    } catch (error) {
      if (Date.now() > give) throw new Error(`${what}: still ${JSON.stringify(found)}`, { cause: error });
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
};
