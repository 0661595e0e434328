import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { lostMailBox } from '#trace-store/lost-mail.ts';
import { startQueryServer } from '#trace-store/query-server.ts';
import { openStore } from '#trace-store/store.ts';
import { watchBackend } from './watch-backend.ts';

const PATIENCE_MS = 20_000;
const EVERY_MS = 20;

test('one that goes away and comes back is told of, once each', async context => {
  const store = openStore();
  const open = (port: number) => startQueryServer({ port, store, lostMail: lostMailBox() });
  let server = await open(0);
  const { port } = server;
  const told: string[] = [];
  const end = watchBackend(port, ({ now }) => told.push(now), { everyMs: EVERY_MS });
  context.after(async () => {
    end();
    await server.close();
    store.close();
  });
  const hears = async (count: number): Promise<void> => {
    const deadline = performance.now() + PATIENCE_MS;
    while (told.length < count) {
      assert.ok(performance.now() < deadline, `${count} words within ${PATIENCE_MS} ms, heard: ${told}`);
      await pause(EVERY_MS);
    }
  };
  await server.close();
  await hears(1);
  server = await open(port);
  await hears(2);
  assert.deepEqual(told, ['away', 'back']);
});
