import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conventionOf, OLD_NAMES } from './conventions.ts';

test('a shared name is explained, with its type and its former name', () => {
  const status = conventionOf('http.response.status_code');
  assert.equal(status?.type, 'int');
  assert.deepEqual(status?.was, ['http.status_code']);
  assert.equal(status?.nowCalled, undefined);
});

test('an old name leads to the new one and its explanation', () => {
  const statement = conventionOf('db.statement');
  assert.equal(statement?.nowCalled, 'db.query.text');
  assert.equal(statement?.says, conventionOf('db.query.text')?.says);
});

test('a header is explained by its own name; an attribute of the shop is not explained', () => {
  assert.match(conventionOf('http.request.header.content-type')?.says ?? '', /“content-type” of the request/);
  assert.equal(conventionOf('order.id'), undefined);
});

test('no old name leads to another old one', () => {
  for (const [old, now] of OLD_NAMES) assert.equal(OLD_NAMES.has(now), false, `${old} → ${now}`);
});
