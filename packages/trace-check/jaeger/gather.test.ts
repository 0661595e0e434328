import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from './gather.ts';
import { JaegerError } from './jaeger-error.ts';

const away = (): JaegerError => new JaegerError('away', { passing: true });

test('a lab that passes is confirmed once and not waited for longer', async () => {
  const from = performance.now();
  assert.deepEqual(await gather({ batchMs: 5_000, read: async () => 3, passes: () => true }), {
    absences: 0,
  });
  // less than one batch takes to come
  assert.ok(performance.now() - from < 5_000);
});

test('a pass on whole traces is looked at again with every piece, and one that does not last is none', async () => {
  const reaches: string[] = [];
  let torn = false;
  await gather({
    batchMs: 10,
    read: async reach => {
      reaches.push(reach);
      torn = reach === 'every piece';
      return reaches.length < 4 ? reaches.length : 4;
    },
    passes: () => !torn,
  });
  assert.equal(reaches[0], 'whole traces');
  assert.ok(reaches.slice(1).every(reach => reach === 'every piece'));
  // until it stood still
  assert.ok(reaches.length >= 5, reaches.join());
});

test('a lab that does not pass ends when every batch must have come', async () => {
  const from = performance.now();
  await gather({ batchMs: 10, read: async () => 3, passes: () => false });
  const took = performance.now() - from;
  assert.ok(took > 1_000 && took < 10_000, String(took));
});

test('a Jaeger that is away for a moment is waited for, and that is told', async () => {
  let asked = 0;
  const gathered = await gather({
    batchMs: 10,
    read: async () => {
      asked += 1;
      if (asked <= 3) throw away();
      return 3;
    },
    passes: () => true,
  });
  assert.deepEqual(gathered, { absences: 3 });
});

test('what will not pass is told at once', async () => {
  const refused = new JaegerError('refused');
  const read = (): Promise<number> => Promise.reject(refused);
  assert.equal((await gather({ batchMs: 10, read, passes: () => true })).trouble, refused);
});
