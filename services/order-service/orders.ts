import type { Item } from './shop.ts';

export type Order = {
  id: string;
  userId: string;
  items: Item[];
  total: number;
  currency: 'EUR';
  receipt: string;
  placedAt: string;
};

export type Orders = {
  find(id: string): Promise<Order | undefined>;
  save(order: Omit<Order, 'id' | 'placedAt'>): Promise<Order>;
};

/** Orders of an earlier day, so there is something to look at before the first one is placed. */
const EARLIER: Order[] = [
  { id: '1001', userId: '1', product: 'Laptop', price: 1200 },
  { id: '1002', userId: '2', product: 'Monitor', price: 310 },
  { id: '1003', userId: '3', product: 'Keyboard', price: 85 },
  { id: '1004', userId: '4', product: 'Mouse', price: 25 },
].map(({ id, userId, product, price }) => ({
  id,
  userId,
  items: [{ product, quantity: 1, price }],
  total: price,
  currency: 'EUR',
  receipt: `receipt-${id}`,
  placedAt: '2026-01-05T09:00:00.000Z',
}));

export const ordersInMemory = (): Orders => {
  const orders = new Map(EARLIER.map(order => [order.id, order]));
  return {
    find: async id => orders.get(id),
    save: async order => {
      const saved = { id: String(1001 + orders.size), ...order, placedAt: new Date().toISOString() };
      orders.set(saved.id, saved);
      return saved;
    },
  };
};
