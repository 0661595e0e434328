// A check without --jaeger starts services of its own. Where the same lab runs already and sends to a real
// Jaeger, that is worth a line: the other way is one option away.

import type { Backend } from '../backend.ts';
import { lookAtShop, type ServiceLook, shopPorts } from '../jaeger/shop.ts';

/** It runs on this machine or not at all; nobody waits for this line. */
const LOOK_WITHIN_MS = 500;

const runsThis = (looks: ServiceLook[], slug: string): boolean =>
  looks.every(look => look.state === 'answers' && look.health.parts?.[0] === `labs/${slug}`);

/** Docker's services send to one another by name. */
const inContainers = (looks: ServiceLook[]): boolean =>
  looks.some(
    look =>
      look.state === 'answers' &&
      look.health.sendsTo !== undefined &&
      !/\/\/(localhost|127\.|\[::1\])/.test(look.health.sendsTo),
  );

export const offerOf = (looks: ServiceLook[], slug: string, backend: Backend): string | undefined => {
  if (!runsThis(looks, slug)) return undefined;
  const number = slug.slice(0, 2);
  const where = inContainers(looks) ? 'in Docker' : 'here';
  return `Lab ${number} also runs ${where} and sends to ${backend.name}. To judge that one: npm run check-lab ${number} -- --jaeger ${backend.base}`;
};

export const offerRunning = async (
  slug: string,
  backend: Backend | undefined,
): Promise<string | undefined> =>
  backend?.isJaeger ? offerOf(await lookAtShop(shopPorts(), LOOK_WITHIN_MS), slug, backend) : undefined;
