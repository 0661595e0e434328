import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { answerTo, type Site } from './answer.ts';
import { fileAnswers } from './file-answer.ts';
import type { SiteState } from './site-state.ts';

const LONG = `<h1>Spans</h1>${'<p>A span is one piece of work.</p>'.repeat(100)}`;

const siteWith = (
  files: Record<string, string>,
  state: SiteState = { state: 'ready', readable: true },
): Site => {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-answers-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, state: () => state, read: fileAnswers() };
};
const built = siteWith({
  'index.html': 'home',
  '404.html': 'no such page',
  'lessons/spans.html': LONG,
  'assets/js/main.0a1b.js': 'run()',
});
const get = (url: string, headers: Record<string, string> = {}, site = built, method = 'GET') =>
  answerTo({ method, url, headers: { host: 'localhost:3000', ...headers } }, site);

test('a page comes with its type, uncompressed or as brotli, whatever the reader asks for', () => {
  const plain = get('/lessons/spans');
  assert.equal(plain.status, 200);
  assert.equal(plain.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(String(plain.body), LONG);
  const packed = get('/lessons/spans', { 'accept-encoding': 'gzip, br;q=0.8' });
  assert.equal(packed.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(Buffer.from(packed.body)).toString(), LONG);
  assert.equal(get('/lessons/spans', { 'accept-encoding': 'br;q=0' }).headers['content-encoding'], undefined);
});

test('a page that is known to the reader is not sent again, until it changes', () => {
  const site = siteWith({ 'index.html': 'one' });
  const { etag = '' } = get('/', {}, site).headers;
  assert.equal(get('/', { 'if-none-match': `"x", W/${etag}` }, site).status, 304);
  assert.equal(get('/', { 'if-none-match': etag }, site).body, '');
  writeFileSync(join(site.folder, 'index.html'), 'two!');
  assert.equal(get('/', { 'if-none-match': etag }, site).status, 200);
});

test('only what has a hash in its name is kept for good', () => {
  assert.match(get('/assets/js/main.0a1b.js').headers['cache-control'] ?? '', /immutable/);
  assert.equal(get('/lessons/spans').headers['cache-control'], 'no-cache');
});

test('an unknown page is 404 with the page for it, also when the reader knows that page', () => {
  const answer = get('/nowhere?x=1');
  assert.equal(answer.status, 404);
  assert.equal(String(answer.body), 'no such page');
  assert.equal(get('/nowhere', { 'if-none-match': answer.headers.etag ?? '' }).status, 404);
});

test('a path out of the folder is an unknown page', () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/.sources'])
    assert.equal(get(path).status, 404);
});

test('a foreign Host is refused, the names of this machine are not', () => {
  assert.equal(get('/', { host: 'evil.example' }).status, 403);
  assert.equal(get('/', { host: 'localhost.evil.example' }).status, 403);
  for (const host of ['127.0.0.1:3000', '[::1]:3000', 'LOCALHOST', 'shop.localhost:3000'])
    assert.equal(get('/', { host }).status, 200, host);
});

test('the pages can be read and not written', () => {
  const answer = get('/', {}, built, 'POST');
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.allow, 'GET, HEAD');
});

test('no page may load anything from elsewhere', () => {
  assert.match(get('/').headers['content-security-policy'] ?? '', /default-src 'self'/);
});

test('while nothing is built, every address says which step is being taken and loads itself again', () => {
  const site = siteWith({}, { state: 'installing', step: 'step 1 of 2: <b>', readable: false });
  const answer = get('/lessons/spans', {}, site);
  assert.equal(answer.status, 503);
  assert.match(String(answer.body), /step 1 of 2: &#60;b&#62;/);
  assert.match(String(answer.body), /http-equiv="refresh"/);
});

test('after a failure the page says what happened and what to do', () => {
  const site = siteWith(
    {},
    { state: 'failed', message: 'The disk is full.', next: 'Make room.', readable: false },
  );
  const body = String(get('/', {}, site).body);
  assert.match(body, /The disk is full\./);
  assert.match(body, /Make room\./);
});

test('a build that goes away is followed by the waiting page, not by an error', () => {
  const site = siteWith(
    { 'index.html': 'home' },
    { state: 'building', step: 'step 2 of 2', readable: false },
  );
  rmSync(join(site.folder, 'index.html'));
  assert.equal(get('/', {}, site).status, 503);
});
