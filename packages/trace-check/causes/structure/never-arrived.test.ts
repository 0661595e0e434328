import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brief, call, changed, entry, findings, GOOD, LOST, request, step, whole } from './traced-order.ts';

const orphaned = () => [
  [entry([]), step('reserve item', [call()], LOST), step('reserve item', [call()], LOST)],
];
const lostOnFailure = () => [request([whole()]), request(orphaned(), { name: 'a failing order', due: 409 })];

const noEnd = changed(
  `    try {
      for (const item of items) await reserveItem(item, shop);
    } finally {
      span.end();
    }`,
  '    for (const item of items) await reserveItem(item, shop);',
);
const endAtTheEnd = changed(
  `    try {
      for (const item of items) await reserveItem(item, shop);
    } finally {
      span.end();
    }`,
  `    for (const item of items) await reserveItem(item, shop);
    span.end();`,
);

test('a good order has no finding', () => {
  assert.deepEqual(findings([request([whole()])], GOOD), []);
});

test('a span that never ends is told by the orphans it leaves, and where it starts', () => {
  const found = findings([request(orphaned())], noEnd);
  assert.deepEqual(brief(found), ['span-never-ended:2']);
  assert.match(found[0]?.saw ?? '', /"reserve items" is started and never arrives\. .*\("reserve item"\)/);
});

test('a span without children that never ends is told by its source', () => {
  const leaf = [{ rule: 'span' as const, span: { service: 'order-service' as const, name: 'save order' } }];
  const never =
    "tracer.startActiveSpan('save order', async span => {\n  return await save();\n  span.end();\n});\n";
  const ends = "tracer.startActiveSpan('save order', async span => {\n  await save();\n  span.end();\n});\n";
  assert.deepEqual(brief(findings([request([entry([])])], never, {}, leaf)), ['span-never-ended:1']);
  assert.deepEqual(brief(findings([request([entry([])])], ends, {}, leaf)), ['span-missing']);
});

test('a span nobody starts was not left open, whatever else is there', () => {
  const found = findings([request([entry([call(), call()])])], 'export const reserveItems = () => {};');
  assert.ok(found.length > 0);
  assert.ok(found.every(({ cause }) => cause !== 'span-never-ended' && cause !== 'end-skipped-on-throw'));
});

test('a span that is lost on failing requests alone has an end that is skipped', () => {
  const found = findings(lostOnFailure(), endAtTheEnd);
  assert.deepEqual(brief(found), ['end-skipped-on-throw:4']);
  assert.match(found[0]?.saw ?? '', /Good requests have the span "reserve items"\. On a failing order/);
});

test('a span that is lost on a good request has not been skipped by an error', () => {
  const requests = [request([whole()]), request(orphaned(), { name: 'another order' })];
  assert.ok(findings(requests, endAtTheEnd).every(({ cause }) => cause !== 'end-skipped-on-throw'));
});

test('without orphans, an end in finally is not accused', () => {
  const requests = [request([whole()]), request([entry([])], { name: 'a failing order', due: 409 })];
  assert.ok(findings(requests, GOOD).every(({ cause }) => cause !== 'end-skipped-on-throw'));
});
