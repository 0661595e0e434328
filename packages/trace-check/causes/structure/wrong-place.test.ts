import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import { brief, call, changed, entry, findings, GOOD, own, request, SERVICE, step } from './traced-order.ts';

const siblings = () =>
  entry([
    step('reserve items', [], { at: 1, ms: 60 }),
    step('reserve item', [call()], { at: 2 }),
    step('reserve item', [call()], { at: 30 }),
  ]);

test('a span that is open and not the parent was never made active', () => {
  const source = `const reserveItems = async (items, shop) => {
  const span = tracer.startSpan('reserve items');
  try {
    for (const item of items) await reserveItem(item, shop);
  } finally {
    span.end();
  }
};
`;
  const found = findings([request([siblings()])], source);
  assert.deepEqual(brief(found), ['span-not-active:2']);
  assert.match(
    found[0]?.saw ?? '',
    /was open while "reserve item" ran, and is not its parent: they are siblings/,
  );
  assert.match(found[0]?.next ?? '', /startActiveSpan/);
});

test('with startActiveSpan, the work lies outside of the function', () => {
  const [found] = findings([request([siblings()])], GOOD);
  assert.equal(found?.cause, 'span-not-active');
  assert.match(found?.message ?? '', /runs outside of it/);
});

test('a callee whose clock is late does not make an open span look ended', () => {
  const late = span(SERVICE, 'POST', { kind: 'client', at: 2, ms: 15 }, [
    span('inventory-service', 'POST /reservations', { kind: 'server', at: 30, ms: 10 }),
  ]);
  const trace = entry([
    step('reserve items', [step('reserve item', [], { at: 1, ms: 20 }), late], { ms: 90 }),
  ]);
  const source = changed(
    "tracer.startActiveSpan('reserve item', async span => {",
    "{ const span = tracer.startSpan('reserve item');",
  );
  const [found] = findings([request([trace])], source);
  assert.equal(found?.cause, 'span-not-active');
  assert.match(found?.saw ?? '', /"reserve item" was open while/);
});

test('a span that ended before the step began lies beside it', () => {
  const beside = entry([
    step('reserve items', [
      step('reserve item', [], { at: 1, ms: 0.1 }),
      call({ at: 3 }),
      step('reserve item', [], { at: 40, ms: 0.1 }),
      call({ at: 43 }),
    ]),
  ]);
  const source = changed('      return await shop.inventory.reserve(item);\n', '');
  const found = findings([request([beside])], source);
  assert.deepEqual(brief(found), ['span-round-wrong-step:10']);
  assert.match(found[0]?.saw ?? '', /ran after "reserve item" had ended/);
});

const hasty = () =>
  entry([
    step(
      'reserve items',
      [
        step('reserve item', [call({ at: 0, ms: 20 })], { ms: 1 }),
        step('reserve item', [call({ at: 0, ms: 20 })], { at: 30, ms: 1 }),
      ],
      { ms: 60 },
    ),
  ]);

test('a child that outlasts its parent points at the call nobody awaits', () => {
  const source = changed('return await shop', 'return shop');
  const found = findings([request([hasty()])], source);
  assert.deepEqual(brief(found), ['ended-before-child:12']);
  assert.match(found[0]?.next ?? '', /`return` alone does not wait/);
});

test('what only sets, logs or computes is not what should have been awaited', () => {
  const source = changed(
    'return await shop.inventory.reserve(item);',
    "console.log(item); items.push(item); span.setAttribute('a', 1); later();",
  );
  const [found] = findings([request([hasty()])], source);
  assert.equal(found?.cause, 'ended-before-child');
  assert.equal(found.where?.line, 10);
});

test('a millisecond is no outlasting: the clock of starts is that coarse', () => {
  const tight = entry([
    step('reserve items', [
      step('reserve item', [call({ at: 0.9, ms: 10 })], { ms: 10.1 }),
      step('reserve item', [call()], { at: 30 }),
    ]),
  ]);
  assert.deepEqual(findings([request([tight])], GOOD), []);
});

const toldTwice = (spanId: string) => ({
  processes: {
    [SERVICE]: {
      sdkSaid: [
        {
          level: 'error' as const,
          message: `reserve item 00000000000000000000000000000001-${spanId} - You can only call end() on a span once.`,
          stack:
            'Error: twice\n    at work (file:///home/ada/labs/03-spans/order-service/place-order.ts:14:12)',
        },
      ],
    },
  },
});

test('a span the SDK was asked to end twice is told apart from one that does not wait', () => {
  const found = findings([request([hasty()])], GOOD, toldTwice('0000000000000003'));
  assert.equal(found[0]?.cause, 'span-ended-twice');
  assert.equal(found[0].where?.line, 14);
});

test('an end too many on another span explains nothing', () => {
  const found = findings([request([hasty()])], GOOD, toldTwice('ffffffffffffffff'));
  assert.ok(found.every(({ cause }) => cause !== 'span-ended-twice'));
});

test('a span that stays short where its step was slow lies round another', () => {
  const slow = [{ rule: 'span' as const, span: own('reserve items'), leastMs: 500 }];
  const found = findings([request([siblings()])], GOOD, {}, slow);
  assert.deepEqual(brief(found), ['span-round-wrong-step:2']);
});

test('a span that starts after its step is not there when the step throws, and that goes with it', () => {
  const after = (...names: string[]) =>
    entry([step('reserve items', [call(), ...names.map(name => step(name, [], { ms: 0.1 }))])]);
  const one = { items: [{ product: 'Laptop' }] };
  const requests = [
    request([after('reserve item')], { body: one }),
    request([after()], { name: 'a failing order', body: one, due: 409 }),
  ];
  const found = findings(requests, changed('      return await shop.inventory.reserve(item);\n', ''));
  assert.equal(found[0]?.cause, 'span-round-wrong-step');
  assert.match(found[0].saw, /ran before "reserve item" began/);
  assert.ok(found.every(({ cause }) => cause !== 'span-missing'));
});
