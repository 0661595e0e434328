import { Router } from 'express';
import { beSlow, readDelay } from '#chassis/delay.ts';
import { ShopError } from '#chassis/errors.ts';
import type { Faults } from '#chassis/faults.ts';
import type { Users } from './users.ts';

export const routes = (users: Users, faults: Faults): Router => {
  const router = Router();

  router.get('/users/:id', async (request, response) => {
    await beSlow(readDelay(request.query.delay));
    await faults.at('find user');
    const user = await users.find(request.params.id);
    if (user === undefined)
      throw new ShopError(404, 'unknown-user', `There is no user ${request.params.id}.`);
    response.json(user);
  });

  return router;
};
