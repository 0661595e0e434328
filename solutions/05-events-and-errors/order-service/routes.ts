import { context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { Router } from 'express';
import { readDelay } from '#chassis/delay.ts';
import { ShopError } from '#chassis/errors.ts';
import { readOrderRequest } from '#services/order-service/order-request.ts';
import type { Order } from '#services/order-service/orders.ts';
import { CardDeclined } from '#services/order-service/payment-terminal.ts';
import type { OrderRequest, Shop } from '#services/order-service/shop.ts';

type PlaceOrder = (request: OrderRequest, shop: Shop) => Promise<Order>;
type Outcome = 'placed' | 'declined' | 'failed';

/** On the entry span, where a search looks. The active span in here is Express's own, "request handler". */
const setOutcome = (outcome: Outcome): void => {
  getRPCMetadata(context.active())?.span.setAttribute('app.order.outcome', outcome);
};

export const routes = (placeOrder: PlaceOrder, shop: Shop): Router => {
  const router = Router();

  router.post('/orders', async (request, response) => {
    const orderRequest = readOrderRequest(request.body, readDelay(request.query.delay));
    try {
      const order = await placeOrder(orderRequest, shop);
      setOutcome('placed');
      response.status(201).json(order);
    } catch (error) {
      if (error instanceof CardDeclined) {
        setOutcome('declined');
        response.status(402).json({ error: { code: 'card-declined', message: error.message } });
        return;
      }
      setOutcome('failed');
      // thrown on, so Express records it and the chassis logs and answers it
      throw error;
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
