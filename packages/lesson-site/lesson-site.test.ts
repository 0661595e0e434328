import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lessonSite } from './lesson-site.ts';
import { markBuild, sourcesHash } from './sources.ts';

/** A docs/ folder whose generator is `generator`, with a build of its present or of older sources, or none. */
const rootWith = (generator: string, build?: 'current' | 'old'): string => {
  const root = mkdtempSync(join(tmpdir(), 'lesson-site-'));
  const docs = join(root, 'docs');
  mkdirSync(join(docs, 'scripts'), { recursive: true });
  writeFileSync(join(docs, 'scripts/generate.ts'), generator);
  if (build !== undefined) {
    mkdirSync(join(docs, 'build'));
    writeFileSync(join(docs, 'build/index.html'), 'the lessons');
    markBuild(join(docs, 'build'), build === 'current' ? sourcesHash(docs) : 'older');
  }
  return root;
};
const pageOf = async (url: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text() };
};

test('a build of the present sources is ready without installing anything', async () => {
  const site = await lessonSite({ root: rootWith('', 'current'), port: 0 });
  assert.deepEqual(await site.settled, { state: 'ready', readable: true });
  assert.deepEqual(await pageOf(site.url), { status: 200, text: 'the lessons' });
  await site.close();
});

test('while the build is older than the sources, the older lessons can be read from the first moment', async () => {
  const site = await lessonSite({ root: rootWith('setTimeout(() => {}, 60_000)', 'old'), port: 0 });
  assert.deepEqual(await pageOf(site.url), { status: 200, text: 'the lessons' });
  assert.equal(site.state().readable, true);
  // closing ends the generator as well, long before its minute is over
  await site.close();
  assert.equal(site.state().state, 'checking');
});

test('a lesson that can not be generated is a failure with its reason, and a page that says so', async () => {
  const seen: string[] = [];
  const root = rootWith('throw new Error(\'services/a.ts has no region "place".\')');
  const site = await lessonSite({ root, port: 0 });
  site.onChange(state => seen.push(state.state));
  const end = await site.settled;
  assert.equal(end.state, 'failed');
  assert.match(end.state === 'failed' ? end.message : '', /services\/a\.ts has no region "place"/);
  assert.deepEqual(seen, ['failed']);
  const page = await pageOf(`${site.url}/lessons/spans`);
  assert.equal(page.status, 503);
  assert.match(page.text, /has no region &#34;place&#34;/);
  await site.close();
});

test('without a way to install, the reason and the next step are said', async () => {
  const root = rootWith('');
  // a lock that names a package no registry has: npm refuses it, online and offline
  writeFileSync(join(root, 'docs/package.json'), '{"name":"docs","dependencies":{"react":"19.3.1"}}');
  writeFileSync(
    join(root, 'docs/package-lock.json'),
    '{"lockfileVersion":3,"packages":{"":{},"node_modules/x":{"version":"0.0.0"}}}',
  );
  const site = await lessonSite({ root, port: 0 });
  const end = await site.settled;
  assert.equal(end.state, 'failed');
  assert.match(
    end.state === 'failed' ? `${end.message} ${end.next}` : '',
    /could not be installed.*npm start again/,
  );
  await site.close();
});
