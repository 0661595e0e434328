// The local switchboard: GET, POST and DELETE /admin/faults. It answers this machine only,
// or whoever reaches the port where SHOP_ADMIN=open says that only this machine can (docker-compose.yml).

import { Router } from 'express';
import { ShopError } from './errors.ts';
import { type Faults, parseFault } from './faults.ts';

const LOOPBACK = /^(::1|127\.|::ffff:127\.)/;

export const adminRoutes = (faults: Faults, open: boolean): Router => {
  const router = Router();
  router.use((request, _response, next) => {
    if (!open && !LOOPBACK.test(request.socket.remoteAddress ?? ''))
      throw new ShopError(403, 'not-local', 'Faults can be switched from this machine only.');
    next();
  });
  router.get('/faults', (_request, response) => void response.json({ faults: faults.list() }));
  router.post('/faults', (request, response) => {
    faults.set(parseFault(request.body));
    response.status(201).json({ faults: faults.list() });
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.json({ faults: [] });
  });
  return router;
};
