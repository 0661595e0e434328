import { ShopError } from '#chassis/errors.ts';
import type { Order } from '#services/order-service/orders.ts';
import type { Item, OrderRequest, Shop } from '#services/order-service/shop.ts';

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

const reserveItems = async ({ items, delay }: OrderRequest, shop: Shop): Promise<Item[]> => {
  const reserved: Item[] = [];
  for (const { product, quantity } of items)
    reserved.push(await shop.inventory.reserve(product, quantity, delay));
  return reserved;
};

const calculateTotal = (items: Item[]): number =>
  items.reduce((total, { price, quantity }) => total + price * quantity, 0);

export const placeOrder = async (request: OrderRequest, shop: Shop): Promise<Order> => {
  checkOrder(request);
  const user = await shop.users.find(request.userId);
  const items = await reserveItems(request, shop);
  const total = calculateTotal(items);
  const receipt = await shop.takePayment({ card: user.card, amount: total, currency: 'EUR' }, shop.terminal);
  await shop.faults.at('save order');
  return shop.orders.save({ userId: user.id, items, total, currency: 'EUR', receipt: receipt.id });
};
