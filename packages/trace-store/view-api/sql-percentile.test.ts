import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { addPercentile } from './sql-percentile.ts';

test('percentile and median are there, whatever SQLite this Node has', () => {
  const database = new DatabaseSync(':memory:');
  addPercentile(database);
  const first = (sql: string) => Object.values(database.prepare(sql).get() ?? {});
  const values = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 200)';
  assert.deepEqual(
    first(`${values} SELECT percentile(x, 75), median(x), percentile(x, 0), percentile(x, 100) FROM c`),
    [150.25, 100.5, 1, 200],
  );
  assert.deepEqual(first(`${values} SELECT median(nullif(x, 200)), median(NULL) FROM c`), [100, null]);
  database.close();
});
