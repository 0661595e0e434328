// percentile(x, p) and median(x), where the SQLite of this Node has none: 24.11 has not, 24.21 has. The same numbers:
// linear between the two nearest values, NULLs left out.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

const isMissing = (database: DatabaseSync): boolean => {
  try {
    database.prepare('SELECT percentile(1, 50), median(1)');
    return false;
  } catch {
    return true;
  }
};

/** What is gathered is handed on as numbers: the share asked for, how many values there are, and the values. */
const HEAD = 2;
const FIRST_ROOM = 64;
const start = (): Float64Array => new Float64Array(FIRST_ROOM);

const gather = (so: SQLInputValue, value: SQLInputValue, percent: SQLInputValue): Float64Array => {
  let far = so instanceof Float64Array ? so : start();
  if (typeof value !== 'number' && typeof value !== 'bigint') return far;
  const count = far[1] ?? 0;
  if (HEAD + count === far.length) {
    const larger = new Float64Array(far.length * 2);
    larger.set(far);
    far = larger;
  }
  far[0] = Number(percent) / 100;
  far[1] = count + 1;
  far[HEAD + count] = Number(value);
  return far;
};

const found = (far: SQLInputValue): number | null => {
  if (!(far instanceof Float64Array)) return null;
  const [share = 0, count = 0] = far;
  const sorted = far.slice(HEAD, HEAD + count).sort();
  const place = share * (count - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === undefined || above === undefined ? null : below + (above - below) * (place % 1);
};

export const addPercentile = (database: DatabaseSync): void => {
  if (!isMissing(database)) return;
  // SQLite counts the parameters of `step` to know how many arguments there are
  database.aggregate('percentile', {
    start,
    step: (far, value, percent) => gather(far, value, percent),
    result: found,
  });
  database.aggregate('median', { start, step: (far, value) => gather(far, value, 50), result: found });
};
