// The body of POST /orders, read once at the door.
// One item: {"user_id":"1","product":"Laptop","quantity":1}
// Several:  {"user_id":"1","items":[{"product":"Laptop","quantity":1},{"product":"Mouse","quantity":2}]}

import { ShopError } from '#chassis/errors.ts';
import type { OrderRequest } from './shop.ts';

const MOST_ITEMS = 20;

const refuse = (message: string): never => {
  throw new ShopError(400, 'bad-order', message);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readItem = (input: unknown): { product: string; quantity: number } => {
  if (!isObject(input)) return refuse('Every item is an object with "product" and "quantity".');
  const { product, quantity } = input;
  if (typeof product !== 'string' || product === '')
    return refuse('"product" must be the name of a product.');
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
    return refuse('"quantity" must be a whole number, at least 1.');
  return { product, quantity };
};

export const readOrderRequest = (body: unknown, delay: string | undefined): OrderRequest => {
  if (!isObject(body))
    return refuse('The body must be a JSON object, sent with content-type application/json.');
  const { user_id: userId, items } = body;
  if (typeof userId !== 'string' || userId === '')
    return refuse('"user_id" must be the id of a user, as a string.');
  if (items !== undefined && (!Array.isArray(items) || items.length === 0 || items.length > MOST_ITEMS))
    return refuse(`"items" must be a list of 1 to ${MOST_ITEMS} items.`);
  return { userId, items: Array.isArray(items) ? items.map(readItem) : [readItem(body)], delay };
};
