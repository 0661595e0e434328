import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { EXAMPLES } from '#trace-view/sql/records.ts';
import { openStore, type TraceStore } from '../store.ts';
import { type SqlCopy, sqlCopy } from './sql-copy.ts';

const RAW = { protocol: 'http/json', raw: new Uint8Array() } as const;

const add = (store: TraceStore, number: number): void => {
  const attributes = { 'http.response.status_code': 200 };
  store.add(trace(span('gateway', 'POST /orders', { kind: 'server', ms: 50, attributes }), { number }), RAW);
};

const withCopy = async (
  use: (copy: SqlCopy, store: TraceStore) => Promise<void>,
  { maxSpans = 100, timeLimitMs = 60_000 } = {},
) => {
  const store = openStore({ maxSpans });
  const copy = sqlCopy(store, timeLimitMs);
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
  await withCopy(
    async (copy, store) => {
      const sql = 'SELECT service_name, kind, duration, http_response_status_code FROM records';
      assert.deepEqual(await rowsOf(copy, sql), [['gateway', 'server', 0.05, 200]]);
      for (const number of [2, 3]) add(store, number);
      assert.deepEqual(await rowsOf(copy, 'SELECT substr(trace_id, -1) FROM records ORDER BY 1'), [
        ['2'],
        ['3'],
      ]);
    },
    { maxSpans: 2 },
  );
});

test('a trace that grows, comes twice, or goes and comes again is there once, whole', async () => {
  const spans = trace(
    span('gateway', 'GET /a', {}, [span('gateway', 'one'), span('orders', 'two'), span('orders', 'three')]),
    { number: 7 },
  );
  const names =
    "SELECT group_concat(span_name) FROM (SELECT * FROM records WHERE trace_id LIKE '%7' ORDER BY 2)";
  await withCopy(
    async (copy, store) => {
      store.add(spans.slice(0, 2), RAW);
      assert.deepEqual(await rowsOf(copy, names), [['GET /a,one']]);
      store.add(spans.slice(1, 3), RAW);
      assert.deepEqual(await rowsOf(copy, names), [['GET /a,one,two']]);
      store.add(spans.slice(2), RAW);
      assert.deepEqual(await rowsOf(copy, names), [['GET /a,one,three,two']]);
      // more than the store keeps: trace 7 goes, and something else of it comes
      for (let number = 10; number < 20; number++) add(store, number);
      assert.equal(store.trace('7'.padStart(32, '0')), undefined);
      store.add(trace(span('users', 'later'), { number: 7 }), RAW);
      const held = store.trace('7'.padStart(32, '0'))?.map(({ name }) => name);
      assert.deepEqual(await rowsOf(copy, names), [[held?.sort().join()]]);
    },
    { maxSpans: 8 },
  );
});

test('reading begins when asked to, and the first query finds it done', async () => {
  await withCopy(async (copy, store) => {
    for (let number = 2; number < 50; number++) add(store, number);
    assert.deepEqual(copy.progress(), { read: 0, of: 49 });
    copy.warm();
    for (const giveUp = Date.now() + 20_000; copy.progress().read < 49; ) {
      assert.ok(Date.now() < giveUp, 'the spans are not read');
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.deepEqual(await rowsOf(copy, 'SELECT COUNT(*) FROM records'), [[49]]);
  });
});

test('every example runs', async () => {
  await withCopy(async copy => {
    for (const { title, sql } of EXAMPLES) assert.equal((await copy.run(sql)).ok, true, title);
  });
});

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';

/** On a crowded machine a small query too may take longer than the short limit. */
const untilFound = async (copy: SqlCopy, sql: string, wanted: unknown): Promise<void> => {
  for (const giveUp = Date.now() + 20_000; ; ) {
    const found = await rowsOf(copy, sql);
    if (typeof found !== 'string' || Date.now() > giveUp) return assert.deepEqual(found, wanted);
  }
};

test('a query without end is stopped while the store goes on, and the next one runs', async () => {
  await withCopy(
    async (copy, store) => {
      const endless = rowsOf(copy, `${ENDLESS} SELECT COUNT(*) FROM c`);
      add(store, 2);
      assert.equal(store.counts().traces, 2);
      assert.match(String(await endless), /took longer than 0\.4 s and was stopped/);
      await untilFound(copy, 'SELECT COUNT(*) FROM records', [[2]]);
    },
    { timeLimitMs: 400 },
  );
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

test('a column that is not there names those that may be meant', async () => {
  await withCopy(async copy => {
    const message = async (column: string): Promise<unknown> => rowsOf(copy, `SELECT ${column} FROM records`);
    assert.match(String(await message('servce')), /no column servce\. Did you mean service_name\?/);
    assert.match(
      String(await message('name')),
      /Did you mean service_name or span_name or otel_scope_name\?/,
    );
    assert.match(String(await message('records.atributes')), /Did you mean attributes\?/);
    assert.match(String(await message('start')), /Did you mean start_timestamp\?/);
    assert.match(String(await message('trace_ids')), /Did you mean trace_id\?/);
    assert.match(String(await message('weather_forecast')), /no column weather_forecast\.$/);
  });
});

test('what people write who know it from elsewhere is answered with what to write here', async () => {
  await withCopy(async copy => {
    for (const [sql, message] of [
      ['SELECT service.name FROM records', /no column service\.name\. Did you mean service_name\?$/],
      ['SELECT "service.name" FROM records', /Did you mean service_name\? A text stands in single quotes/],
      ['SELECT * FROM records WHERE kind = "server"', /A text stands in single quotes: 'server'\./],
      ['SELECT * FROM records WHERE kind = “server”', /Curly quotes are letters/],
      ['SELECT * FROM records WHERE duration > 1.5ms', /Durations are in seconds: write 0\.0015\.$/],
      ['SELECT p95(duration) FROM records', /no function p95\. Write percentile\(duration, 95\)\.$/],
      ['SELECT MAX(AVG(duration)) FROM records', /AVG takes many rows/],
      ['SELECT kind FROM records WHERE COUNT(*) > 1', /COUNT takes many rows and can't stand here\. HAVING/],
      ['SHOW TABLES', /^A query begins with SELECT or WITH, not with "SHOW"\.$/],
      ['SELECT kind FRM records x', /^SQL does not expect "records" here\.|does not expect "x" here/],
    ] as const)
      assert.match(String(await rowsOf(copy, sql)), message, sql);
    assert.deepEqual(await rowsOf(copy, 'SELECT percentile(duration, 95), median(duration) FROM records'), [
      [0.05, 0.05],
    ]);
  });
});
