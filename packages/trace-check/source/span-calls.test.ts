import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource, type Source } from './source.ts';
import {
  callsOn,
  functionRound,
  inFinally,
  inLoop,
  startsLike,
  startsOf,
  whereStarted,
} from './span-calls.ts';

const read = (text: string): Source =>
  readSource({ service: 'order-service', file: 'place-order.ts', path: 'place-order.ts', text });

const startOf = (text: string, name = 'save order') => {
  const [start] = startsOf([read(text)], name);
  assert.ok(start, 'the source starts no such span');
  return start;
};

test('a span is found by its name, in whatever style, and with it how it was started', () => {
  assert.equal(startOf("tracer.startActiveSpan('saveOrder', span => {});").by, 'startActiveSpan');
  assert.equal(startOf("const span = tracer.startSpan('save_order');").by, 'startSpan');
  assert.equal(startOf("withSpan('save order', async span => {});").by, 'other');
});

test('a fault, a log or an event of the same words starts no span', () => {
  const text = "await faults.at('save order'); log('save order'); span.addEvent('save order');";
  assert.deepEqual(startsOf([read(text)], 'save order'), []);
});

test('the ends of a span are those on its own variable, within its own code', () => {
  const start = startOf(`tracer.startActiveSpan('save order', async saving => {
    try { await save(); } finally { saving.end(); }
  });
  saving.end(); span.end();`);
  const ends = callsOn(start, 'end');
  assert.equal(ends.length, 1);
  assert.ok(ends.every(inFinally));
});

test('a span of startSpan goes by the variable it was given to', () => {
  const start = startOf(`function save() {
    const one = tracer.startSpan('save order');
    one.end();
  }`);
  assert.equal(start.variable, 'one');
  assert.equal(callsOn(start, 'end').length, 1);
  assert.equal(functionRound(start), 'save');
});

test('a start inside a loop is known', () => {
  const start = startOf("for (const item of items) { tracer.startActiveSpan('save order', work); }");
  assert.ok(inLoop(start.call));
  assert.equal(inLoop(startOf("tracer.startActiveSpan('save order', work);").call), undefined);
});

test('a name with a value in it is found by what stays the same', () => {
  const names = ['reserve item 1', 'reserve item 2'];
  assert.equal(
    startsLike([read('tracer.startActiveSpan(`reserve item $' + '{index}`, work);')], names).length,
    1,
  );
  assert.equal(startsLike([read("tracer.startActiveSpan('reserve item ' + index, work);")], names).length, 1);
  assert.equal(startsLike([read("tracer.startActiveSpan('save order ' + index, work);")], names).length, 0);
});

test('a name that is kept in a constant is found as text', () => {
  assert.equal(
    whereStarted(
      [read("// 'save order'\nconst NAME = 'save order';\ntracer.startActiveSpan(NAME, work);")],
      'save order',
    )?.line,
    2,
  );
});
