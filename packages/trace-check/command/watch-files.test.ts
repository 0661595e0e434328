import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { changedBetween, type Noticed, watchFiles, watchSaves } from './watch-files.ts';

const NOTICED_WITHIN_MS = 5_000;

const changesOf = async (
  act: (folder: string) => Promise<void> | void,
  noticed: Noticed = 'contents',
): Promise<string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'));
  mkdirSync(join(folder, 'api-gateway'));
  writeFileSync(join(folder, 'api-gateway', 'tracing.ts'), 'one');
  const changed: string[] = [];
  const watcher = await watchFiles(folder, noticed, files => changed.push(...files));
  try {
    await act(folder);
    // a change after the others: when it is noticed, all before it have been
    writeFileSync(join(folder, 'last.ts'), 'x');
    const deadline = Date.now() + NOTICED_WITHIN_MS;
    while (!changed.includes('last.ts') && Date.now() < deadline) await pause(10);
    assert.ok(changed.includes('last.ts'), 'a save was not noticed');
    return changed.filter(file => file !== 'last.ts');
  } finally {
    watcher.close();
    rmSync(folder, { recursive: true });
  }
};

test('a save is noticed by the name of its file', async () => {
  const changed = await changesOf(folder => writeFileSync(join(folder, 'api-gateway', 'tracing.ts'), 'two'));
  assert.deepEqual(changed, ['api-gateway/tracing.ts']);
});

test('a file written in pieces is one change', async () => {
  const changed = await changesOf(async folder => {
    const file = join(folder, 'api-gateway', 'tracing.ts');
    writeFileSync(file, '');
    writeFileSync(file, 'tw');
    writeFileSync(file, 'two');
  });
  assert.deepEqual(changed, ['api-gateway/tracing.ts']);
});

test('a file that is touched without a change, or is not TypeScript, starts nothing anew', async () => {
  const changed = await changesOf(folder => {
    utimesSync(join(folder, 'api-gateway', 'tracing.ts'), new Date(), new Date());
    writeFileSync(join(folder, 'api-gateway', 'tracing.ts.swp'), 'x');
  });
  assert.deepEqual(changed, []);
});

test('where every save counts, one without a change does too', async () => {
  const changed = await changesOf(
    folder => utimesSync(join(folder, 'api-gateway', 'tracing.ts'), new Date(), new Date(1)),
    'saves',
  );
  assert.deepEqual(changed, ['api-gateway/tracing.ts']);
});

test('a save before anybody asks is told when they ask, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watch-'));
  writeFileSync(join(folder, 'tracing.ts'), 'one');
  const watch = await watchSaves(folder);
  try {
    writeFileSync(join(folder, 'tracing.ts'), 'two');
    await watch.changed();
    let told = false;
    const second = watch.changed().then(() => {
      told = true;
    });
    await pause(20);
    assert.equal(told, false);
    writeFileSync(join(folder, 'tracing.ts'), 'three');
    await second;
  } finally {
    watch.close();
    rmSync(folder, { recursive: true });
  }
});

test('what was added, changed and removed is told, in order', () => {
  const before = new Map([
    ['a.ts', '1'],
    ['b.ts', '1'],
    ['c.ts', '1'],
  ]);
  const after = new Map([
    ['b.ts', '2'],
    ['c.ts', '1'],
    ['d.ts', '1'],
  ]);
  assert.deepEqual(changedBetween(before, after), ['a.ts', 'b.ts', 'd.ts']);
});
