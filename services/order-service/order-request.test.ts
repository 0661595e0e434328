import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShopError } from '#chassis/errors.ts';
import { readOrderRequest } from './order-request.ts';

test('one item may stand in the body itself', () => {
  assert.deepEqual(readOrderRequest({ user_id: '1', product: 'Laptop', quantity: 1 }, undefined), {
    userId: '1',
    items: [{ product: 'Laptop', quantity: 1 }],
    delay: undefined,
  });
});

test('several items are a list', () => {
  const { items } = readOrderRequest(
    {
      user_id: '1',
      items: [
        { product: 'Laptop', quantity: 1 },
        { product: 'Mouse', quantity: 2 },
      ],
    },
    '20',
  );
  assert.equal(items.length, 2);
});

const REFUSED: [unknown, RegExp][] = [
  [undefined, /must be a JSON object/],
  [[], /must be a JSON object/],
  [{ product: 'Laptop', quantity: 1 }, /"user_id"/],
  [{ user_id: 1, product: 'Laptop', quantity: 1 }, /"user_id" must be the id of a user, as a string/],
  [{ user_id: '1', quantity: 1 }, /"product"/],
  [{ user_id: '1', product: 'Laptop', quantity: 0 }, /"quantity"/],
  [{ user_id: '1', product: 'Laptop', quantity: '1' }, /"quantity"/],
  [{ user_id: '1', product: 'Laptop', quantity: 1.5 }, /"quantity"/],
  [{ user_id: '1', items: [] }, /"items" must be a list of 1 to 20/],
  [{ user_id: '1', items: 'Laptop' }, /"items"/],
  [{ user_id: '1', items: [null] }, /Every item is an object/],
];

for (const [body, reason] of REFUSED)
  test(`${JSON.stringify(body)} is refused with a reason`, () => {
    assert.throws(
      () => readOrderRequest(body, undefined),
      (error: unknown) => error instanceof ShopError && error.status === 400 && reason.test(error.message),
    );
  });
