import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource, type Source } from './source.ts';
import { startsOf } from './span-calls.ts';
import { unawaitedIn, whereDropped } from './unawaited.ts';

const read = (text: string): Source =>
  readSource({ service: 'order-service', file: 'place-order.ts', path: 'place-order.ts', text });

const startOf = (text: string) => {
  const [start] = startsOf([read(text)], 'save order');
  assert.ok(start, 'the source starts no such span');
  return start;
};

const body = (statement: string): string =>
  `const later = async () => {};
tracer.startActiveSpan('save order', async span => {
  try {
    ${statement}
  } finally {
    span.end();
  }
});`;

test('a returned call is not waited for, an awaited one is', () => {
  assert.equal(unawaitedIn(startOf(body('return orders.save(order);')))?.returned, true);
  assert.equal(unawaitedIn(startOf(body('return await orders.save(order);'))), undefined);
  assert.equal(
    unawaitedIn(startOf(body('return await Promise.all(orders.map(one => save(one)));'))),
    undefined,
  );
});

test('an async call that stands alone is not waited for, an instant one needs no waiting', () => {
  assert.equal(unawaitedIn(startOf(body('later();')))?.returned, false);
  assert.equal(unawaitedIn(startOf(body('void later();')))?.returned, false);
  assert.equal(unawaitedIn(startOf(body('list.push(1); console.log(2); check(3); tell(span);'))), undefined);
});

test('a call of an own async function that stands alone is found in the whole file', () => {
  assert.equal(
    whereDropped([read('const work = async () => {};\nconst run = () => {\n  work();\n};\n')])?.line,
    3,
  );
  assert.equal(whereDropped([read('const work = async () => {};\nawait work();\n')]), undefined);
});
