// Whatever a query does, the store goes on: it is in another process, which is bounded in time and in memory.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { lostMailBox } from '../lost-mail.ts';
import { startQueryServer } from '../query-server.ts';
import { openStore } from '../store.ts';
import { type SqlCopy, sqlCopy } from './sql-copy.ts';

const RAW = { protocol: 'http/json', raw: new Uint8Array() } as const;
const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';
const LONG = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 300000)';
/** Endless, without a row for anyone. */
const COUNT_FOREVER = `${ENDLESS} SELECT COUNT(*) FROM c`;
const A_WHILE_MS = 20_000;

const store = openStore();
let copy: SqlCopy;

const add = (number: number): void =>
  store.add(trace(span('gateway', 'POST /orders', { kind: 'server' }), { number }), RAW);

const reached = async (what: string, is: () => boolean): Promise<void> => {
  for (const giveUp = Date.now() + A_WHILE_MS; !is(); ) {
    if (Date.now() > giveUp) throw new Error(`${what}: not within ${A_WHILE_MS / 1000} s`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

before(() => {
  for (let number = 1; number <= 20; number++) add(number);
  copy = sqlCopy(store);
});
after(() => {
  copy.close();
  store.close();
});

/** Where Node can't limit a value, a huge one ends at the time or the memory a query has. */
const TOO_BIG = /grew over 1 MB|took longer than 5 s|more than 1 GB/;
const OUTSIDE = join(tmpdir(), `sql-hostile-${process.pid}.sqlite`);
const MESSAGES: [sql: string, message: RegExp][] = [
  [`ATTACH '${OUTSIDE}' AS x`, /can only read/],
  [`VACUUM INTO '${OUTSIDE}'`, /can only read/],
  ['DETACH main', /can only read/],
  ['PRAGMA query_only = 0', /can only read/],
  ['PRAGMA temp_store_directory = "/tmp"', /can only read/],
  ['PRAGMA hard_heap_limit = 1', /can only read/],
  ['SELECT * FROM pragma_database_list', /can only read/],
  ["INSERT INTO records (kind) VALUES ('x')", /can only read/],
  ["WITH a AS (SELECT 1) INSERT INTO records (kind) SELECT 'x' FROM a", /can only read/],
  ["UPDATE records SET kind = 'x' RETURNING kind", /can only read/],
  ["REPLACE INTO records (kind) VALUES ('x')", /can only read/],
  ['DELETE FROM records', /can only read/],
  ['DROP TABLE records', /can only read/],
  ['ALTER TABLE records RENAME TO r', /can only read/],
  ['CREATE TEMP TABLE t (a)', /can only read/],
  ['CREATE VIEW v AS SELECT 1', /can only read/],
  ['CREATE VIRTUAL TABLE t USING fts5(a)', /can only read/],
  ['BEGIN EXCLUSIVE', /can only read/],
  ['SAVEPOINT s', /can only read/],
  ['ANALYZE', /can only read/],
  ['REINDEX', /can only read/],
  ["SELECT load_extension('x')", /./],
  ["SELECT writefile('/tmp/x', 'y')", /no function writefile/],
  ["SELECT readfile('/etc/passwd')", /no function readfile/],
  ['SELECT randomblob(1000000000)', TOO_BIG],
  ['SELECT zeroblob(1000000000)', TOO_BIG],
  ["SELECT printf('%1000000000d', 1)", TOO_BIG],
  ["SELECT printf('%.*c', 1000000000, 'x')", TOO_BIG],
  ["SELECT replace(hex(zeroblob(400000)), '00', hex(zeroblob(400000)))", TOO_BIG],
  [`${LONG} SELECT group_concat('many letters, ' || x) FROM c`, TOO_BIG],
  [`${LONG} SELECT json_group_array(x) FROM c`, TOO_BIG],
  [`${ENDLESS} SELECT group_concat(x) FROM c`, /took longer than 5 s/],
  // SQLite 3.50 reads it
  [`SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`, /./],
  [`SELECT ${Array.from({ length: 3000 }, (_, i) => `${i}`).join(',')}`, /too many columns/],
  [`SELECT ${'1 + '.repeat(24_000)}1`, /nested too deep/],
  [`SELECT '${'x'.repeat(150_000)}'`, /has 150009 characters; 100000 can be read/],
  ['', /no query here/],
  ['-- nothing', /no query here/],
  [';;;', /no query here/],
  ['SELECT ?', /./],
  ['EXPLAIN SELECT 1', /./],
];

test('each hostile query ends in a message, and the next one finds every span', async () => {
  for (const [sql, message] of MESSAGES) {
    const outcome = await copy.run(sql);
    if (!outcome.ok) assert.match(outcome.message, message, sql.slice(0, 80));
    // some functions answer nothing where they can't answer all
    else if (message === TOO_BIG) assert.ok(JSON.stringify(outcome.rows).length < 100, sql);
    else assert.equal(String(message), '/./', sql.slice(0, 80));
  }
  const counted = await copy.run('SELECT COUNT(*) FROM records');
  assert.deepEqual(counted.ok && counted.rows, [[20]]);
  assert.equal(existsSync(OUTSIDE), false);
});

test('a query that fills the memory is stopped at 1 GB, and says so', async () => {
  const patient = sqlCopy(store, 60_000);
  const wide = "printf('%0100000d', x)";
  const outcome = await patient.run(`${ENDLESS} SELECT x FROM c ORDER BY ${wide} DESC`);
  assert.match(outcome.ok ? '' : outcome.message, /more than 1 GB of memory/);
  const counted = await patient.run('SELECT COUNT(*) FROM records');
  patient.close();
  assert.deepEqual(counted.ok && counted.rows, [[20]]);
});

test('who goes away takes the query along, also one that waits its turn', async () => {
  const lostMail = lostMailBox();
  const server = await startQueryServer({ port: 0, store, lostMail });
  const ask = (sql: string, signal?: AbortSignal): Promise<unknown> =>
    fetch(`http://127.0.0.1:${server.port}/api/view/sql`, {
      method: 'POST',
      body: JSON.stringify({ sql }),
      ...(signal && { signal }),
    }).then(answer => answer.json());
  try {
    await ask('SELECT 1');
    const leaving = new AbortController();
    const asked = [COUNT_FOREVER, COUNT_FOREVER, COUNT_FOREVER].map(sql =>
      ask(sql, leaving.signal).catch(() => 'left'),
    );
    const next = ask('SELECT COUNT(*) AS spans FROM records');
    const from = performance.now();
    leaving.abort();
    assert.deepEqual(await Promise.all(asked), ['left', 'left', 'left']);
    const answer = await next;
    assert.deepEqual(typeof answer === 'object' && answer !== null && 'rows' in answer && answer.rows, [
      [20],
    ]);
    // three times the limit of 5 s, if they had run
    assert.ok(performance.now() - from < 12_000, 'the queries ran on');
  } finally {
    await server.close();
  }
});

test('the store takes spans in while a query runs without end', async () => {
  await copy.run('SELECT 1');
  const leaving = new AbortController();
  const endless = copy.run(COUNT_FOREVER, leaving.signal);
  let longest = 0;
  let last = performance.now();
  for (let number = 100; number < 600; number++) {
    add(number);
    await new Promise(resolve => setImmediate(resolve));
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  assert.equal(store.counts().traces, 520);
  leaving.abort();
  assert.deepEqual(await endless, { ok: false, message: 'The query was stopped.' });
  // a store that waited for the query would have waited for its limit, 5 s
  assert.ok(longest < 2500, `a delivery waited ${Math.round(longest)} ms`);
});

test('a store that is killed takes the process of its queries along, though a query never ends', async () => {
  const child = new URL('./sql-child.ts', import.meta.url).href;
  const program = `
    const { startSqlChild } = await import(${JSON.stringify(child)});
    const child = startSqlChild();
    await child.ask({ does: 'run', sql: 'SELECT 1' });
    child.ask({ does: 'run', sql: ${JSON.stringify(COUNT_FOREVER)} });
    process.send(child.pid);
  `;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pid = await new Promise<number>(resolve =>
    holder.once('message', message => resolve(Number(message))),
  );
  assert.equal(isAlive(pid), true);
  holder.kill('SIGKILL');
  await reached('the process that runs the query ends', () => !isAlive(pid));
});
