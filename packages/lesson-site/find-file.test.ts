import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFile } from './find-file.ts';

const around = mkdtempSync(join(tmpdir(), 'lesson-files-'));
const folder = join(around, 'build');
mkdirSync(join(folder, 'lessons'), { recursive: true });
mkdirSync(join(folder, 'map'));
for (const file of [
  'index.html',
  'lessons.html',
  'lessons/spans.html',
  'map/index.html',
  '.sources',
  'logo.svg',
])
  writeFileSync(join(folder, file), file);
writeFileSync(join(around, 'secret.txt'), 'secret');

const named = (path: string): string => {
  const found = findFile(folder, path);
  if (found.kind === 'file') return found.file.slice(folder.length + 1);
  return found.kind === 'moved' ? `→ ${found.to}` : 'none';
};

test('a page is found with and without its ending, and as the index of a folder', () => {
  assert.equal(named('/'), 'index.html');
  assert.equal(named('/lessons'), 'lessons.html');
  assert.equal(named('/lessons/spans'), 'lessons/spans.html');
  assert.equal(named('/lessons/spans.html'), 'lessons/spans.html');
  assert.equal(named('/map'), 'map/index.html');
  assert.equal(named('/logo.svg'), 'logo.svg');
});

test('a slash at the end leads to the one address of the page, on this host', () => {
  assert.equal(named('/lessons/spans/'), '→ /lessons/spans');
  assert.equal(named('//lessons/'), '→ /lessons');
});

test('no path leads out of the build', () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/lessons/../../secret.txt',
    '/..\\secret.txt',
  ])
    assert.equal(named(path), 'none', path);
});

test('hidden files, broken escapes and NUL bytes are nothing', () => {
  for (const path of ['/.sources', '/%E0%A4%A', '/lessons%00.html', '/nowhere'])
    assert.equal(named(path), 'none', path);
});
