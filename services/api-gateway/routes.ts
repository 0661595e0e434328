import { Router } from 'express';
import { call } from '#chassis/call.ts';
import { readDelay } from '#chassis/delay.ts';

type Urls = { 'order-service': string; 'user-service': string };

export const routes = (urls: Urls): Router => {
  const router = Router();

  router.post('/orders', async (request, response) => {
    const order = await call({
      service: 'order-service',
      method: 'POST',
      url: `${urls['order-service']}/orders`,
      body: request.body,
      query: { delay: readDelay(request.query.delay) },
    });
    response.status(201).json(order);
  });

  router.get('/orders/:id', async (request, response) => {
    const order = await call({
      service: 'order-service',
      method: 'GET',
      url: `${urls['order-service']}/orders/${encodeURIComponent(request.params.id)}`,
      query: { delay: readDelay(request.query.delay) },
    });
    response.json(order);
  });

  router.get('/users/:id', async (request, response) => {
    const user = await call({
      service: 'user-service',
      method: 'GET',
      url: `${urls['user-service']}/users/${encodeURIComponent(request.params.id)}`,
      query: { delay: readDelay(request.query.delay) },
    });
    response.json(user);
  });

  return router;
};
