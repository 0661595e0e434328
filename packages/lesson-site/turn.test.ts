import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTurn } from './turn.ts';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'turn-')), 'deep', 'lessons.turn');
const never = new AbortController().signal;

test('two who want to work at the same time work one after the other', async () => {
  const file = newFile();
  const seen: string[] = [];
  const { promise: firstIsIn, resolve: enter } = Promise.withResolvers<void>();
  const { promise: mayLeave, resolve: leave } = Promise.withResolvers<void>();
  const first = inTurn(
    file,
    never,
    () => {},
    async () => {
      enter();
      await mayLeave;
      seen.push('first');
    },
  );
  await firstIsIn;
  const second = inTurn(
    file,
    never,
    pid => {
      assert.equal(pid, process.pid);
      leave();
    },
    async () => void seen.push('second'),
  );
  await Promise.all([first, second]);
  assert.deepEqual(seen, ['first', 'second']);
  assert.equal(existsSync(file), false);
});

test('a turn left behind by a dead program is taken over', async () => {
  const file = newFile();
  await inTurn(
    file,
    never,
    () => {},
    async () => {},
  );
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  let worked = false;
  await inTurn(
    file,
    never,
    () => assert.fail('nobody to wait for'),
    async () => {
      worked = true;
    },
  );
  assert.ok(worked);
});

test('the turn is given back when the work fails', async () => {
  const file = newFile();
  await assert.rejects(
    inTurn(
      file,
      never,
      () => {},
      () => Promise.reject(new Error('broken')),
    ),
    /broken/,
  );
  assert.equal(existsSync(file), false);
});

test('waiting ends when it is called off', async () => {
  const file = newFile();
  await inTurn(
    file,
    never,
    () => {},
    async () => {
      const stop = new AbortController();
      const waiting = inTurn(
        file,
        stop.signal,
        () => stop.abort(),
        async () => assert.fail('not its turn'),
      );
      await assert.rejects(waiting, { name: 'AbortError' });
    },
  );
});
