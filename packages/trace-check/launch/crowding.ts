// How many times over the cores of this machine are asked for. Limits are set for a machine with time to spare;
// on a crowded one a healthy service takes longer to start, and must not be called stuck.

import { availableParallelism, loadavg } from 'node:os';

const MOST = 5;

/** From 1 to 5. Windows tells no load: 1. */
export const crowding = (load: number = loadavg()[0] ?? 0, cores: number = availableParallelism()): number =>
  Math.min(MOST, Math.max(1, load / cores));
