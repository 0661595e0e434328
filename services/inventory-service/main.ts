// What is on the shelf and what it costs.

import { loadPart } from '#chassis/parts.ts';
import { startService } from '#chassis/start.ts';
import { stockInMemory } from './stock.ts';

await startService('inventory-service', async ({ config, faults }) => {
  const { routes } = await loadPart<typeof import('./routes.ts')>(config, 'routes.ts', ['routes']);
  return routes(stockInMemory(), faults);
});
