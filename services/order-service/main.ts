// Orders: placing one, and looking one up.

import { loadPart } from '#chassis/parts.ts';
import { startService } from '#chassis/start.ts';
import { inventoryClient, userClient } from './clients.ts';
import { ordersInMemory } from './orders.ts';
import { paymentTerminal } from './payment-terminal.ts';

await startService('order-service', async ({ config, faults }) => {
  // the parts a lab may replace
  const { routes } = await loadPart<typeof import('./routes.ts')>(config, 'routes.ts', ['routes']);
  const { placeOrder } = await loadPart<typeof import('./place-order.ts')>(config, 'place-order.ts', [
    'placeOrder',
  ]);
  const { takePayment } = await loadPart<typeof import('./take-payment.ts')>(config, 'take-payment.ts', [
    'takePayment',
  ]);

  return routes(placeOrder, {
    users: userClient(config.urls['user-service']),
    inventory: inventoryClient(config.urls['inventory-service']),
    orders: ordersInMemory(),
    terminal: paymentTerminal(faults),
    faults,
    takePayment,
  });
});
