// What the README shows is what the workshop says.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('the report in the README is a golden one', () => {
  const golden = join(root, 'solutions/01-first-trace/mistakes/url-without-the-path/report.golden.txt');
  assert.ok(readme.includes(readFileSync(golden, 'utf8').trim()));
});

test('every npm command in the README is one of the project', () => {
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const named = [...readme.matchAll(/npm (?:run )?([a-z-]+)/g)].map(match => match[1] ?? '');
  assert.ok(named.length > 10);
  for (const name of named) assert.ok(name in scripts, `npm run ${name}`);
});

test('every file the README links to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(match => match[1] ?? '');
  for (const link of links.filter(one => !one.startsWith('http')))
    assert.ok(existsSync(join(root, link)), link);
});
