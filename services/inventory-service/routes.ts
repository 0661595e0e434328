import { Router } from 'express';
import { beSlow, readDelay } from '#chassis/delay.ts';
import { ShopError } from '#chassis/errors.ts';
import type { Faults } from '#chassis/faults.ts';
import type { Product, Stock } from './stock.ts';

const readQuantity = (body: unknown): number => {
  const quantity =
    typeof body === 'object' && body !== null && 'quantity' in body ? body.quantity : undefined;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
    throw new ShopError(400, 'bad-quantity', '"quantity" must be a whole number, at least 1.');
  return quantity;
};

export const routes = (stock: Stock, faults: Faults): Router => {
  const router = Router();

  const productNamed = async (name: string): Promise<Product> => {
    const product = await stock.find(name);
    if (product === undefined) throw new ShopError(404, 'unknown-product', `There is no product "${name}".`);
    return product;
  };

  router.get('/products/:name', async (request, response) => {
    response.json(await productNamed(request.params.name));
  });

  router.post('/products/:name/reservations', async (request, response) => {
    await beSlow(readDelay(request.query.delay));
    await faults.at('reserve item');
    const quantity = readQuantity(request.body);
    const product = await productNamed(request.params.name);
    if (!(await stock.take(product.name, quantity)))
      throw new ShopError(
        409,
        'out-of-stock',
        `${quantity} × ${product.name} was asked for, ${product.left} left.`,
      );
    response.status(201).json({ product: product.name, quantity, price: product.price });
  });

  router.post('/products/:name/returns', async (request, response) => {
    const quantity = readQuantity(request.body);
    const product = await productNamed(request.params.name);
    await stock.put(product.name, quantity);
    response.status(201).json({ product: product.name, quantity });
  });

  return router;
};
