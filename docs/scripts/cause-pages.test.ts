import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CauseInfo, causePages } from './cause-pages.ts';

const notEnded: CauseInfo = {
  id: 'span-not-ended',
  title: 'A span was started and never ended',
  family: 'structure',
  seen: 'Children of a span arrived, the span did not.',
  why: 'Only ended spans are sent.',
  fix: 'Call `span.end()`:\n\n```ts\nspan.end();\n```',
  lesson: 'spans',
};
const noName: CauseInfo = {
  ...notEnded,
  id: 'no-service-name',
  family: 'identity',
  title: 'No "service.name"',
};
const lessons = new Map([['spans', 'Say what you do: spans']]);

test('every cause becomes a page that holds its three texts and its lesson', () => {
  const page = causePages([notEnded], lessons).pages.find(each => each.path === 'span-not-ended.md');
  assert.ok(page);
  for (const part of [notEnded.seen, notEnded.why, notEnded.fix, '/lessons/spans', 'slug: /span-not-ended'])
    assert.ok(page.text.includes(part), part);
});

test('a title with quotes stays valid front matter', () => {
  const page = causePages([noName], lessons).pages.find(each => each.path === 'no-service-name.md');
  assert.match(page?.text ?? '', /title: "No \\"service\.name\\""/);
});

test('the index and the sidebar group by family, in the order the checker tries them', () => {
  const { pages, sidebar } = causePages([notEnded, noName], lessons);
  const index = pages.find(each => each.path === 'index.md')?.text ?? '';
  assert.ok(index.indexOf('no-service-name') < index.indexOf('span-not-ended'));
  assert.deepEqual(
    sidebar.causes.map(entry => (typeof entry === 'string' ? entry : `${entry.label}: ${entry.items}`)),
    ['index', 'Identity: no-service-name', 'Structure: span-not-ended'],
  );
});

test('a family without causes has no heading', () => {
  const index = causePages([notEnded], lessons).pages.find(each => each.path === 'index.md')?.text ?? '';
  assert.ok(!index.includes('## Silence'));
});

test('a double id, a bad id, an unknown family and an unknown lesson are refused by name', () => {
  const bad = { ...notEnded, id: 'Bad Id', lesson: 'nowhere' };
  assert.throws(
    () => causePages([notEnded, notEnded, bad], lessons),
    /twice[\s\S]*"Bad Id" is not[\s\S]*nowhere/,
  );
});
