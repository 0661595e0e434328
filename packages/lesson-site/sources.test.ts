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

test('parts of the explorer that the lessons show count, whoever imports them; the rest of it does not', () => {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  const docs = join(root, 'docs');
  const view = join(root, 'packages/trace-view');
  for (const folder of [join(docs, 'src'), view]) mkdirSync(folder, { recursive: true });
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  write('docs/src/page.tsx', "import {\n  Waterfall,\n} from '#trace-view/waterfall.tsx';\n");
  write(
    'packages/trace-view/waterfall.tsx',
    "import type { Span } from './span.ts';\nimport './waterfall.css';\nexport { bar } from './bar.ts';\n",
  );
  for (const name of ['span.ts', 'waterfall.css', 'bar.ts', 'search.tsx'])
    write(`packages/trace-view/${name}`, '// first');
  const changes = (name: string): boolean => {
    const before = sourcesHash(docs);
    write(`packages/trace-view/${name}`, '// second');
    return sourcesHash(docs) !== before;
  };
  assert.deepEqual(['bar.ts', 'waterfall.css', 'waterfall.tsx'].map(changes), [true, true, true]);
  assert.deepEqual(['span.ts', 'search.tsx'].map(changes), [false, false]);
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
