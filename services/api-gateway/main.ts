// The front door. It knows no orders and no users: it passes requests on and answers for the shop.

import { loadPart } from '#chassis/parts.ts';
import { startService } from '#chassis/start.ts';

await startService('api-gateway', async ({ config }) => {
  const { routes } = await loadPart<typeof import('./routes.ts')>(config, 'routes.ts', ['routes']);
  return routes(config.urls);
});
