import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isInstalled } from './install.ts';

type Packages = Record<string, { version?: string; optional?: boolean }>;

const docsWith = (wanted: Packages, present?: Packages): string => {
  const docs = mkdtempSync(join(tmpdir(), 'docs-'));
  writeFileSync(join(docs, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  mkdirSync(join(docs, 'node_modules'));
  if (present !== undefined)
    writeFileSync(join(docs, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  return docs;
};
const react = { 'node_modules/react': { version: '19.3.1' } };

test('installed means that every package of the lock is there in its version', () => {
  assert.equal(isInstalled(docsWith(react, react)), true);
  assert.equal(isInstalled(docsWith(react, { 'node_modules/react': { version: '19.0.0' } })), false);
  assert.equal(isInstalled(docsWith(react, {})), false);
});

test('packages for another platform may be absent', () => {
  assert.equal(
    isInstalled(docsWith({ ...react, 'node_modules/fsevents': { version: '2.3.3', optional: true } }, react)),
    true,
  );
});

test('an install that was cut short does not count', () => {
  assert.equal(isInstalled(docsWith(react)), false);
  const docs = docsWith(react, react);
  writeFileSync(join(docs, 'node_modules/.package-lock.json'), '{"packages":');
  assert.equal(isInstalled(docs), false);
});
