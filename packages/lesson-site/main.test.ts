import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const LONGEST_START_MS = 5_000;

const start = (port: string): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, SITE_PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('the port answers at once, one line says so, and SIGTERM frees it', async () => {
  const child = start('0');
  assert.ok(child.stdout);
  const [line] = await once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(LONGEST_START_MS),
  });
  const { ready, url }: { ready: boolean; url: string } = JSON.parse(String(line));
  assert.equal(ready, true);
  // the page itself or, while it is being made, the one that says so
  assert.ok([200, 503].includes((await fetch(url)).status));
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(LONGEST_START_MS) });
  assert.equal(code, 0);
  await assert.rejects(fetch(url));
});

test('a port in use is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const child = start(String(address.port));
  const said: string[] = [];
  child.stderr?.on('data', piece => said.push(String(piece)));
  const [code] = await once(child, 'close', { signal: AbortSignal.timeout(LONGEST_START_MS) });
  other.close();
  assert.equal(code, 1);
  assert.match(said.join(''), new RegExp(`Port ${address.port} is already in use.*SITE_PORT`));
});
