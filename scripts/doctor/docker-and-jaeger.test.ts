import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeVersionIn, isOldCompose } from './docker-and-jaeger.ts';

for (const [said, version] of [
  ['Docker Compose version v2.40.1-desktop.1', '2.40.1-desktop.1'],
  ['Docker Compose version v5.1.2\n', '5.1.2'],
  ['docker-compose version 1.29.2, build unknown\ndocker-py version: 5.0.3', '1.29.2'],
] as const)
  test(`"${said.split('\n')[0]}" is ${version}`, () => assert.equal(composeVersionIn(said), version));

test('a program that says something else is no Compose', () => {
  assert.equal(composeVersionIn("docker: 'compose' is not a docker command."), undefined);
});

test('version 1.29 is the oldest that knows what the file says', () => {
  assert.deepEqual(['1.28.6', '1.29.2', '2.0.0', '5.1.2'].map(isOldCompose), [true, false, false, false]);
});
