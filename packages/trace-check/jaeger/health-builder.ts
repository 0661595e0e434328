// What a service of 03-spans says of itself, for tests.

import type { Health } from './shop.ts';

export const HEALTH: Health = {
  parts: ['labs/03-spans'],
  pid: 1,
  host: 'here',
  startedAtMs: 1,
  batchMs: 200,
  clockAheadMs: 0,
  sendsTo: undefined,
};
