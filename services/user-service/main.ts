// Who our customers are, and which card they pay with.

import { loadPart } from '#chassis/parts.ts';
import { startService } from '#chassis/start.ts';
import { usersInMemory } from './users.ts';

await startService('user-service', async ({ config, faults }) => {
  const { routes } = await loadPart<typeof import('./routes.ts')>(config, 'routes.ts', ['routes']);
  return routes(usersInMemory(), faults);
});
