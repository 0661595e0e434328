import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { builtFrom, markBuild, sourcesHash } from './sources.ts';

const newDocs = (): string => {
  const docs = mkdtempSync(join(tmpdir(), 'docs-'));
  for (const folder of ['lessons', '.generated', 'build', 'node_modules']) mkdirSync(join(docs, folder));
  writeFileSync(join(docs, 'lessons/spans.mdx'), 'A span');
  return docs;
};

test('a lesson that changes, moves or appears makes another hash', () => {
  const docs = newDocs();
  const hashes = [sourcesHash(docs)];
  writeFileSync(join(docs, 'lessons/spans.mdx'), 'A better span');
  hashes.push(sourcesHash(docs));
  renameSync(join(docs, 'lessons/spans.mdx'), join(docs, 'lessons/span.mdx'));
  hashes.push(sourcesHash(docs));
  writeFileSync(join(docs, '.generated/labs.json'), '["01-first-trace"]');
  hashes.push(sourcesHash(docs));
  assert.equal(new Set(hashes).size, hashes.length);
});

test('what the build and npm write does not count', () => {
  const docs = newDocs();
  const before = sourcesHash(docs);
  writeFileSync(join(docs, 'build/index.html'), 'page');
  writeFileSync(join(docs, 'node_modules/x.js'), 'x');
  assert.equal(sourcesHash(docs), before);
});

test('a build knows what it was made from, and a folder without a mark knows nothing', () => {
  const docs = newDocs();
  assert.equal(builtFrom(join(docs, 'build')), undefined);
  markBuild(join(docs, 'build'), 'abc');
  assert.equal(builtFrom(join(docs, 'build')), 'abc');
});
