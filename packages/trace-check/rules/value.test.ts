import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Plain, plainValue } from '#trace-model/builder.ts';
import type { RequestRecord } from '../evidence.ts';
import { evidence } from '../evidence-builder.ts';
import type { AttributeRule } from '../lab.ts';
import { attributeFault, valueAt } from './value.ts';

const [seen] = evidence([
  { name: 'an order', body: { product: 'Laptop', quantity: 2 }, answer: { total: 59.97, paid: true } },
]).requests;
assert.ok(seen);
const record: RequestRecord = seen;

const fault = (value: Plain, rule: AttributeRule) => attributeFault('app.x', plainValue(value), rule, record);

test('a path leads into objects and lists, and to nothing where there is nothing', () => {
  assert.equal(valueAt({ items: [{ product: 'Laptop' }] }, 'items.0.product'), 'Laptop');
  assert.equal(valueAt({ items: null }, 'items.0'), undefined);
  assert.equal(valueAt('text', 'length'), undefined);
});

test('whole and broken numbers are numbers', () => {
  assert.equal(fault(7, { type: 'number' }), undefined);
  assert.equal(fault(7.5, { type: 'number' }), undefined);
  assert.equal(fault({ type: 'double', value: 7 }, { type: 'number' }), undefined);
});

test('a whole number that was sent as a double is still the number that was due', () => {
  const rule: AttributeRule = { type: 'number', is: { from: 'body', path: 'quantity' } };
  assert.equal(fault({ type: 'double', value: 2 }, rule), undefined);
  assert.equal(fault(2n, rule), undefined);
});

test('a number in quotes is a string', () => {
  assert.deepEqual(fault('2', { type: 'number', is: { from: 'body', path: 'quantity' } }), {
    what: 'attribute-type',
    saw: '"app.x" is "2", a string, and a number was due',
  });
});

test('NaN and Infinity are numbers nobody can search for', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const found = fault({ type: 'double', value }, { type: 'number' });
    assert.equal(found?.what, 'attribute-type');
    assert.ok(found.saw.includes(String(value)), found.saw);
  }
});

test('a list, bytes and "true" in quotes are of another type than asked', () => {
  assert.equal(fault([1, 2], { type: 'number' })?.what, 'attribute-type');
  assert.equal(fault(new Uint8Array(3), { type: 'string' })?.what, 'attribute-type');
  assert.equal(fault('true', { type: 'bool' })?.what, 'attribute-type');
  assert.equal(fault(true, { type: 'bool' }), undefined);
});

test('a value is compared with that of this very request', () => {
  assert.equal(fault('Laptop', { type: 'string', is: { from: 'body', path: 'product' } }), undefined);
  assert.equal(fault(59.97, { type: 'number', is: { from: 'answer', path: 'total' } }), undefined);
  assert.deepEqual(fault('Mouse', { type: 'string', is: { from: 'body', path: 'product' } }), {
    what: 'attribute-value',
    saw: '"app.x" is "Mouse", and "Laptop" was due',
  });
  assert.equal(fault('card', { type: 'string', is: 'card' }), undefined);
  assert.equal(fault(false, { type: 'bool', is: { from: 'answer', path: 'paid' } })?.what, 'attribute-value');
});

test('where the answer lacks what to compare with, the value does not pass for right', () => {
  const found = fault(5, { type: 'number', is: { from: 'answer', path: 'sum.total' } });
  assert.equal(found?.what, 'attribute-value');
  assert.match(found.saw, /the answer has no "sum\.total"/);
});
