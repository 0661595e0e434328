import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ServiceLook } from './shop.ts';
import { staleFiles } from './stale.ts';

const STARTED_MS = Date.parse('2026-01-02T10:00:00Z');

const look = (clockAheadMs = 0): ServiceLook => ({
  service: 'order-service',
  port: 8002,
  state: 'answers',
  health: {
    parts: ['labs/03-spans'],
    pid: 1,
    host: 'here',
    startedAtMs: STARTED_MS + clockAheadMs,
    batchMs: 200,
    clockAheadMs,
    sendsTo: undefined,
  },
});

const savedAt = (
  context: { after(end: () => void): void },
  service: string,
  ms: number,
  name = 'part.ts',
) => {
  const dir = mkdtempSync(join(tmpdir(), 'stale-'));
  context.after(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, service));
  writeFileSync(join(dir, service, name), '');
  utimesSync(join(dir, service, name), ms / 1000, ms / 1000);
  return dir;
};

test('a file saved after its service started is named with both times', async context => {
  const said = await staleFiles([look()], savedAt(context, 'order-service', STARTED_MS + 60_000));
  assert.match(
    said ?? '',
    /^order-service runs older files: it started at \d\d:00:00, and order-service.part\.ts was saved at \d\d:01:00\./,
  );
});

test('what was saved before the start, in another service, or is no code is not stale', async context => {
  assert.equal(await staleFiles([look()], savedAt(context, 'order-service', STARTED_MS - 1)), undefined);
  assert.equal(await staleFiles([look()], savedAt(context, 'user-service', STARTED_MS + 60_000)), undefined);
  const notes = savedAt(context, 'order-service', STARTED_MS + 60_000, 'notes.md');
  assert.equal(await staleFiles([look()], notes), undefined);
});

test('a clock that is ahead is reckoned with', async context => {
  const dir = savedAt(context, 'order-service', STARTED_MS + 60_000);
  assert.match((await staleFiles([look(3_600_000)], dir)) ?? '', /runs older files/);
  assert.equal(await staleFiles([look()], savedAt(context, 'order-service', STARTED_MS + 100)), undefined);
});
