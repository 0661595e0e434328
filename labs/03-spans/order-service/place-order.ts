// Placing an order: check it, find the customer, reserve the items, add up, take the payment, save.
// The edges of this service are traced already. What happens in here is not: that is your part.
// The numbers are the tasks of README.md.

import { ShopError } from '#chassis/errors.ts';
import type { Order } from '#services/order-service/orders.ts';
import type { Item, OrderRequest, Shop } from '#services/order-service/shop.ts';

// TODO 1: a tracer, named after the service

const MOST_OF_ONE_PRODUCT = 100;

const checkOrder = ({ items }: OrderRequest): void => {
  const tooMany = items.find(item => item.quantity > MOST_OF_ONE_PRODUCT);
  if (tooMany !== undefined)
    throw new ShopError(
      422,
      'too-many',
      `We sell at most ${MOST_OF_ONE_PRODUCT} × ${tooMany.product} in one order.`,
    );
};

/** Adds to `reserved` as it goes: should an item fail, those before it must be given back. */
const reserveItems = async ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> => {
  // TODO 2: a span "reserve items" round the whole loop
  for (const { product, quantity } of items) {
    // TODO 3: a span "reserve item" for each of them, with what it reserves as attributes
    reserved.push(await shop.inventory.reserve(product, quantity, delay));
  }
};

/** What can not be given back stays reserved; the order has failed either way, and with its own reason. */
const giveBackItems = async (reserved: Item[], shop: Shop): Promise<void> => {
  // TODO 5: a span "give back items"
  await Promise.allSettled(reserved.map(item => shop.inventory.giveBack(item)));
};

const calculateTotal = (items: Item[]): number =>
  items.reduce((total, { price, quantity }) => total + price * quantity, 0);

const saveOrder = async (order: Omit<Order, 'id' | 'placedAt'>, shop: Shop): Promise<Order> => {
  // TODO 4: a span "save order"
  await shop.faults.at('save order');
  return shop.orders.save(order);
};

export const placeOrder = async (request: OrderRequest, shop: Shop): Promise<Order> => {
  // TODO 1: a span "place order" round all of this
  const reserved: Item[] = [];
  try {
    checkOrder(request);
    const user = await shop.users.find(request.userId);
    await reserveItems(request, shop, reserved);
    const total = calculateTotal(reserved);
    // TODO 4: the total as an attribute of "place order"
    const payment = { card: user.card, amount: total, currency: 'EUR' } as const;
    const receipt = await shop.takePayment(payment, shop.terminal);
    const order = { userId: user.id, items: reserved, total, currency: 'EUR', receipt: receipt.id } as const;
    return await saveOrder(order, shop);
  } catch (error) {
    if (reserved.length > 0) await giveBackItems(reserved, shop);
    throw error;
  }
};
