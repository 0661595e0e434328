import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { EXAMPLES } from '#trace-view/sql/records.ts';
import { openStore, type TraceStore } from '../store.ts';
import { type SqlCopy, sqlCopy } from './sql-copy.ts';

const RAW = { protocol: 'http/json', raw: new Uint8Array() } as const;
const TIME_LIMIT_MS = 400;

const add = (store: TraceStore, number: number): void => {
  const attributes = { 'http.response.status_code': 200 };
  store.add(trace(span('gateway', 'POST /orders', { kind: 'server', ms: 50, attributes }), { number }), RAW);
};

const withCopy = async (use: (copy: SqlCopy, store: TraceStore) => Promise<void>, maxSpans = 100) => {
  const store = openStore({ maxSpans });
  const copy = sqlCopy(store, TIME_LIMIT_MS);
  try {
    add(store, 1);
    await use(copy, store);
  } finally {
    copy.close();
    store.close();
  }
};

const rowsOf = async (copy: SqlCopy, sql: string): Promise<unknown> => {
  const outcome = await copy.run(sql);
  return outcome.ok ? outcome.rows : outcome.message;
};

test('a span is a row, and what comes and goes later is seen', async () => {
  await withCopy(async (copy, store) => {
    const sql = 'SELECT service_name, kind, duration, http_response_status_code FROM records';
    assert.deepEqual(await rowsOf(copy, sql), [['gateway', 'server', 0.05, 200]]);
    for (const number of [2, 3]) add(store, number);
    assert.deepEqual(await rowsOf(copy, 'SELECT substr(trace_id, -1) FROM records ORDER BY 1'), [
      ['2'],
      ['3'],
    ]);
  }, 2);
});

test('every example runs', async () => {
  await withCopy(async copy => {
    for (const { title, sql } of EXAMPLES) assert.equal((await copy.run(sql)).ok, true, title);
  });
});

test('nothing but reading is possible', async () => {
  await withCopy(async copy => {
    for (const sql of [
      "INSERT INTO records (kind) VALUES ('x')",
      'DELETE FROM records',
      'DROP TABLE records',
      "ATTACH '/tmp/x.sqlite' AS x",
      "VACUUM INTO '/tmp/x.sqlite'",
      'PRAGMA query_only = 0',
      "SELECT * FROM pragma_table_info('records')",
      "SELECT load_extension('x')",
      'CREATE TEMP TABLE t (a)',
      'BEGIN',
    ])
      assert.equal((await copy.run(sql)).ok, false, sql);
    assert.equal((await copy.run('SELECT 1; DELETE FROM records')).ok, false);
    assert.deepEqual(await rowsOf(copy, 'SELECT COUNT(*) FROM records'), [[1]]);
  });
});

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';

test('a query without end is stopped while the store goes on, and the next one runs', async () => {
  await withCopy(async (copy, store) => {
    const endless = rowsOf(copy, `${ENDLESS} SELECT COUNT(*) FROM c`);
    add(store, 2);
    assert.equal(store.counts().traces, 2);
    assert.match(String(await endless), /took longer than 0\.4 s and was stopped/);
    assert.deepEqual(await rowsOf(copy, 'SELECT COUNT(*) FROM records'), [[2]]);
  });
});

test('a result ends at 5,000 rows or 8 MB, and says so', async () => {
  await withCopy(async copy => {
    const many = await copy.run(`${ENDLESS} SELECT x FROM c`);
    assert.deepEqual(many.ok && [many.rows.length, many.cut], [5000, 'rows']);
    const large = await copy.run(`${ENDLESS} SELECT printf('%500000d', x) FROM c`);
    assert.deepEqual(large.ok && large.cut, 'size');
    assert.match(String(await rowsOf(copy, 'SELECT zeroblob(2000000)')), /grew over 1 MB/);
  });
});

test('an error points at the place', async () => {
  await withCopy(async copy => {
    const at = async (sql: string): Promise<string> => {
      const outcome = await copy.run(sql);
      assert.equal(outcome.ok, false);
      if (outcome.ok || outcome.place === undefined) return '';
      return `${outcome.place.from} ${sql.slice(outcome.place.from, outcome.place.to)}`;
    };
    assert.equal(await at('SELECT kind kind kind FROM records'), '17 kind');
    assert.equal(await at("SELECT 'servce' AS a, servce FROM records"), '22 servce');
    assert.equal(await at("SELECT 'open FROM records"), "7 'open FROM records");
    assert.equal(await at('SELECT kind FROM record'), '17 record');
    assert.equal(await at('SELECT 1; SELECT 2'), '10 SELECT 2');
    assert.equal(await at('SELECT (kind'), '11 d');
  });
});
