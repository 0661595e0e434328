import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chooseLab } from './choose-lab.ts';

const root = join(import.meta.dirname, '..', '..');

test('a lab is named by number, by name, or not at all', async () => {
  for (const name of ['3', '03', 'spans', '03-spans']) {
    const choice = await chooseLab(root, name);
    assert.ok(choice.ok);
    assert.equal(choice.folder?.slug, '03-spans');
  }
  assert.deepEqual(await chooseLab(root, ''), { ok: true, folder: undefined });
});

test('a lab that does not exist is answered with those that do, as they are written', async () => {
  const choice = await chooseLab(root, '99');
  assert.ok(!choice.ok);
  assert.equal(choice.message[0], 'There is no lab 99. The labs there are:');
  assert.match(choice.message.join('\n'), /LAB=03 {2}Spans by hand/);
  assert.match(choice.message.join('\n'), /LAB=\d\d docker compose up/);
});

test('an empty labs folder, as a wrong mount leaves it, and none at all are said', async context => {
  const folder = mkdtempSync(join(tmpdir(), 'no-labs-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const none = await chooseLab(folder, '01');
  assert.ok(!none.ok);
  assert.match(none.message.join('\n'), /can't be read .*ENOENT/);
  mkdirSync(join(folder, 'labs'));
  const empty = await chooseLab(folder, '01');
  assert.ok(!empty.ok);
  assert.match(empty.message.join('\n'), /empty .*/);
});
