import { Router } from 'express';
import { readDelay } from '#chassis/delay.ts';
import { ShopError } from '#chassis/errors.ts';
import { readOrderRequest } from '#services/order-service/order-request.ts';
import type { Order } from '#services/order-service/orders.ts';
import { CardDeclined } from '#services/order-service/payment-terminal.ts';
import type { OrderRequest, Shop } from '#services/order-service/shop.ts';

type PlaceOrder = (request: OrderRequest, shop: Shop) => Promise<Order>;

export const routes = (placeOrder: PlaceOrder, shop: Shop): Router => {
  const router = Router();

  router.post('/orders', async (request, response) => {
    const orderRequest = readOrderRequest(request.body, readDelay(request.query.delay));
    // TODO 4: app.order.outcome on the entry span: placed, declined or failed.
    try {
      const order = await placeOrder(orderRequest, shop);
      response.status(201).json(order);
    } catch (error) {
      if (error instanceof CardDeclined) {
        response.status(402).json({ error: { code: 'card-declined', message: error.message } });
        return;
      }
      // TODO 5: customers get a kind sentence here. What do we get?
      const status = error instanceof ShopError ? error.status : 500;
      const message = 'Your order could not be placed. Please try again later.';
      response.status(status).json({ error: { code: 'not-placed', message } });
    }
  });

  router.get('/orders/:id', async (request, response) => {
    const order = await shop.orders.find(request.params.id);
    if (order === undefined)
      throw new ShopError(404, 'unknown-order', `There is no order ${request.params.id}.`);
    const customer = await shop.users.find(order.userId, readDelay(request.query.delay));
    response.json({ ...order, customer: customer.name });
  });

  return router;
};
