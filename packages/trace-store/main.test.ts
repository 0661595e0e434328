import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import { batch, i64, span as thriftSpan, written } from './thrift/batch-builder.ts';

type Run = { child: ChildProcess; out(): string; err(): string; exit: Promise<number | null> };
type Ready = { ready: boolean; uiPort: number; otlpHttpPort: number; otlpGrpcPort: number; kept: string };

const ANY_PORTS = { UI_PORT: '0', OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0' };
const READY_WITHIN_MS = 10_000;

const run = (t: TestContext, env: Record<string, string> = {}): Run => {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...ANY_PORTS, ...env } });
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const exit = new Promise<number | null>(resolve => child.once('close', resolve));
  return { child, out: () => out, err: () => err, exit };
};

const ready = async ({ child, out, err }: Run): Promise<Ready> => {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!out().includes('\n')) {
    assert.ok(child.exitCode === null, `ended with ${child.exitCode}: ${err()}`);
    assert.ok(performance.now() < deadline, `not ready within ${READY_WITHIN_MS} ms`);
    await new Promise(setImmediate);
  }
  const [line = ''] = out().split('\n');
  return JSON.parse(line) as Ready;
};

const send = async ({ otlpHttpPort }: Ready): Promise<number> => {
  const body = JSON.stringify(encodeOtlpJson(trace(span('shop', 'GET /'))));
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`http://127.0.0.1:${otlpHttpPort}/v1/traces`, { method: 'POST', body, headers }))
    .status;
};

const read = async ({ uiPort }: Ready): Promise<number> =>
  (await fetch(`http://127.0.0.1:${uiPort}/api/v3/traces/1`)).status;

const directory = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'trace-store-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
};

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`it says its ports in one line, keeps traces in the directory named, and ends on ${signal} with 0`, async t => {
    const env = { TRACE_STORE_DIR: join(directory(t), 'new') };
    const first = run(t, env);
    const ports = await ready(first);
    assert.deepEqual([ports.ready, ports.kept], [true, 'disk']);
    assert.equal(await send(ports), 200);
    first.child.kill(signal);
    assert.equal(await first.exit, 0);
    assert.equal(first.out().trim().split('\n').length, 1);
    assert.equal(first.err(), '');

    const second = run(t, env);
    assert.equal(await read(await ready(second)), 200);
    second.child.kill(signal);
    assert.equal(await second.exit, 0);
  });
}

test('without a directory it keeps traces in memory', async t => {
  const store = run(t);
  const ports = await ready(store);
  assert.equal(ports.kept, 'memory');
  await send(ports);
  assert.equal(await read(ports), 200);
});

test('a directory that cannot be written to is named, and it starts all the same', async t => {
  const file = join(directory(t), 'a-file');
  writeFileSync(file, '');
  const store = run(t, { TRACE_STORE_DIR: file });
  const ports = await ready(store);
  assert.equal(ports.kept, 'memory');
  assert.match(
    store.err(),
    /^Traces can't be kept in .*a-file .*They are kept in memory until this stops\.\n$/,
  );
  await send(ports);
  assert.equal(await read(ports), 200);
});

for (const name of ['UI_PORT', 'OTLP_HTTP_PORT', 'OTLP_GRPC_PORT']) {
  test(`${name} taken ends it with 2 and one line that names the port`, async t => {
    const holder = createServer();
    await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
    t.after(() => holder.close());
    const address = holder.address();
    assert.ok(typeof address === 'object' && address !== null);
    const store = run(t, { [name]: String(address.port) });
    assert.equal(await store.exit, 2);
    assert.equal(store.out(), '');
    const expected = `Port ${address.port} is in use. Stop the program that holds it, or set ${name} to another.\n`;
    assert.equal(store.err(), expected);
  });
}

test('a setting that is no number ends it with 2 and one line that names the setting', async t => {
  const store = run(t, { TRACE_STORE_MAX_SPANS: 'lots' });
  assert.equal(await store.exit, 2);
  assert.match(
    store.err(),
    /^TRACE_STORE_MAX_SPANS is "lots", and must be a whole number from 1 to \d+\.\n$/,
  );
});

test('a full store says so and goes on', async t => {
  const store = run(t, { TRACE_STORE_MAX_SPANS: '1' });
  const ports = await ready(store);
  const headers = { 'content-type': 'application/json' };
  for (const number of [1, 2]) {
    const body = JSON.stringify(encodeOtlpJson(trace(span('shop', 'GET /'), { number })));
    await fetch(`http://127.0.0.1:${ports.otlpHttpPort}/v1/traces`, { method: 'POST', body, headers });
  }
  assert.equal(await read(ports), 404);
  const deadline = performance.now() + READY_WITHIN_MS;
  while (store.err() === '' && performance.now() < deadline) await new Promise(setImmediate);
  assert.match(store.err(), /^The store is full \(its limit is 1 spans\)/);
});

type Thrift = { thriftPorts: { http?: number; binary?: number; compact?: number } };
const NO_THRIFT = {
  JAEGER_THRIFT_HTTP_PORT: '',
  JAEGER_THRIFT_BINARY_PORT: '',
  JAEGER_THRIFT_COMPACT_PORT: '',
};

const secondLine = async ({ child, out, err }: Run): Promise<Thrift> => {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (out().split('\n').length < 3) {
    assert.ok(child.exitCode === null, `ended with ${child.exitCode}: ${err()}`);
    assert.ok(performance.now() < deadline, `no second line within ${READY_WITHIN_MS} ms`);
    await new Promise(setImmediate);
  }
  const [, line = ''] = out().split('\n');
  return JSON.parse(line) as Thrift;
};

test("it takes traces of Jaeger's old clients where it is given ports for them", async t => {
  const env = {
    JAEGER_THRIFT_HTTP_PORT: '0',
    JAEGER_THRIFT_BINARY_PORT: '0',
    JAEGER_THRIFT_COMPACT_PORT: '0',
  };
  const store = run(t, env);
  const ports = await ready(store);
  const { http, binary, compact } = (await secondLine(store)).thriftPorts;
  assert.ok(http && binary && compact);
  const body = written(batch([thriftSpan({ 1: i64(1n), 2: i64(0n) })]));
  const headers = { 'content-type': 'application/x-thrift' };
  assert.equal(
    (await fetch(`http://127.0.0.1:${http}/api/traces`, { method: 'POST', body, headers })).status,
    202,
  );
  assert.equal(await read(ports), 200);
  store.child.kill('SIGTERM');
  assert.equal(await store.exit, 0);
});

test("a taken port for Jaeger's old clients is told of, and everything else works", async t => {
  const holder = createServer();
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
  t.after(() => holder.close());
  const address = holder.address();
  assert.ok(typeof address === 'object' && address !== null);
  const store = run(t, { ...NO_THRIFT, JAEGER_THRIFT_HTTP_PORT: String(address.port) });
  const ports = await ready(store);
  assert.deepEqual(await secondLine(store), { thriftPorts: {} });
  assert.equal(
    store.err(),
    `Port ${address.port} for Jaeger's old clients is in use, and the store goes on without it. JAEGER_THRIFT_HTTP_PORT chooses another.\n`,
  );
  assert.equal(await send(ports), 200);
});
