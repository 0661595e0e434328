import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brief, call, changed, entry, findings, GOOD, request, step } from './traced-order.ts';

test('one span with the calls of all items was started outside of the loop', () => {
  const found = findings(
    [request([entry([step('reserve items', [step('reserve item', [call(), call()])])])])],
    GOOD,
  );
  assert.deepEqual(brief(found), ['one-span-for-all:10']);
  assert.match(found[0]?.saw ?? '', /It holds 2 calls/);
});

test('a span for the whole that is there for every part was started inside the loop', () => {
  const items = () => step('reserve items', [step('reserve item', [call()])]);
  const source = `for (const item of items)
  await tracer.startActiveSpan('reserve items', async span => {
    await reserveItem(item);
    span.end();
  });
`;
  const found = findings([request([entry([items(), items()])])], source);
  assert.deepEqual(brief(found), ['span-in-loop:2']);
});

test('a copied name is told by the place that should have the other', () => {
  const twice = entry([
    step('reserve items', [step('reserve items', [call()]), step('reserve items', [call()])]),
  ]);
  const found = findings([request([twice])], changed("'reserve item'", "'reserve items'"));
  assert.deepEqual(brief(found), ['name-used-twice:10']);
  assert.match(found[0]?.next ?? '', /Name the span round that step "reserve item"/);
});

const renamed = (name: string) =>
  entry([step('reserve items', [step(name, [call()]), step(name, [call()])])]);

test('a span in the right place under another name is named', () => {
  const found = findings([request([renamed('hold an item')])], changed("'reserve item'", "'hold an item'"));
  assert.deepEqual(brief(found), ['span-other-name:10']);
});

test('a span that shares no word with the task is not taken for it', () => {
  const found = findings([request([renamed('write log')])], GOOD);
  assert.ok(found.every(({ cause }) => cause !== 'span-other-name'));
});

test('names are compared word by word, in whatever style they are written', () => {
  const styled = entry([
    step('reserveItems', [step('reserve_item', [call()]), step('ReserveItem', [call()])]),
  ]);
  assert.deepEqual(findings([request([styled])], GOOD), []);
});

test('a step with the kind of a call is told its kind', () => {
  const kind = { kind: 'client' as const };
  const calls = entry([
    step('reserve items', [step('reserve item', [call()], kind), step('reserve item', [call()], kind)]),
  ]);
  const found = findings([request([calls])], GOOD);
  assert.deepEqual(brief(found), ['kind-of-a-step:10']);
  assert.match(found[0]?.saw ?? '', /has the kind client/);
});
