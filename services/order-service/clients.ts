// The other services, as this one sees them.

import { call } from '#chassis/call.ts';
import type { Item, Shop, User } from './shop.ts';

export const userClient = (url: string): Shop['users'] => ({
  find: (id, delay): Promise<User> =>
    call({
      service: 'user-service',
      method: 'GET',
      url: `${url}/users/${encodeURIComponent(id)}`,
      query: { delay },
    }),
});

export const inventoryClient = (url: string): Shop['inventory'] => ({
  reserve: (product, quantity, delay): Promise<Item> =>
    call({
      service: 'inventory-service',
      method: 'POST',
      url: `${url}/products/${encodeURIComponent(product)}/reservations`,
      body: { quantity },
      query: { delay },
    }),
  giveBack: async ({ product, quantity }) => {
    await call({
      service: 'inventory-service',
      method: 'POST',
      url: `${url}/products/${encodeURIComponent(product)}/returns`,
      body: { quantity },
    });
  },
});
