import { trace } from '@opentelemetry/api';
import { ShopError } from '#chassis/errors.ts';
import type { Order } from '#services/order-service/orders.ts';
import type { Item, OrderRequest, Shop } from '#services/order-service/shop.ts';

const tracer = trace.getTracer('order-service');

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

type WantedItem = OrderRequest['items'][number];

// one name for all items; which one it was, the attributes say
const reserveItem = (
  { product, quantity }: WantedItem,
  delay: string | undefined,
  shop: Shop,
): Promise<Item> =>
  tracer.startActiveSpan('reserve item', async span => {
    try {
      span.setAttributes({ 'app.item.product': product, 'app.item.quantity': quantity });
      return await shop.inventory.reserve(product, quantity, delay);
    } finally {
      span.end();
    }
  });

/** Adds to `reserved` as it goes: should an item fail, those before it must be given back. */
const reserveItems = ({ items, delay }: OrderRequest, shop: Shop, reserved: Item[]): Promise<void> =>
  tracer.startActiveSpan('reserve items', async span => {
    try {
      for (const item of items) reserved.push(await reserveItem(item, delay, shop));
    } finally {
      span.end();
    }
  });

/** What can not be given back stays reserved; the order has failed either way, and with its own reason. */
const giveBackItems = (reserved: Item[], shop: Shop): Promise<void> =>
  tracer.startActiveSpan('give back items', async span => {
    try {
      await Promise.allSettled(reserved.map(item => shop.inventory.giveBack(item)));
    } finally {
      span.end();
    }
  });

// no span: arithmetic is never slow, and the total is told by an attribute of "place order"
const calculateTotal = (items: Item[]): number =>
  items.reduce((total, { price, quantity }) => total + price * quantity, 0);

const saveOrder = (order: Omit<Order, 'id' | 'placedAt'>, shop: Shop): Promise<Order> =>
  tracer.startActiveSpan('save order', async span => {
    try {
      await shop.faults.at('save order');
      return await shop.orders.save(order);
    } finally {
      span.end();
    }
  });

export const placeOrder = (request: OrderRequest, shop: Shop): Promise<Order> =>
  tracer.startActiveSpan('place order', async span => {
    const reserved: Item[] = [];
    try {
      checkOrder(request);
      const user = await shop.users.find(request.userId);
      await reserveItems(request, shop, reserved);
      const total = calculateTotal(reserved);
      span.setAttribute('app.order.total', total);
      const payment = { card: user.card, amount: total, currency: 'EUR' } as const;
      const receipt = await shop.takePayment(payment, shop.terminal);
      const order = {
        userId: user.id,
        items: reserved,
        total,
        currency: 'EUR',
        receipt: receipt.id,
      } as const;
      return await saveOrder(order, shop);
    } catch (error) {
      if (reserved.length > 0) await giveBackItems(reserved, shop);
      throw error;
    } finally {
      span.end();
    }
  });
