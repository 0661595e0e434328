import { callsTo, lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { isDefaultName, type Misnamed, misnamedServices, whereNamed } from './misnamed.ts';

const whereMerged = ({ sources }: Misnamed) => {
  for (const source of sources) {
    const defaults = lineWith(source, /merge\(\s*(defaultResource|Resource\.default)/);
    if (defaults) return defaults;
    const [call] = callsTo(source, 'merge');
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

export const defaultsWin: Cause = {
  id: 'defaults-win',
  title: 'The defaults win over the name',
  family: 'identity',
  seen: 'The code gives a name, and the spans arrive under `unknown_service` all the same.',
  why: 'Of two resources that are merged, the one given later wins: `a.merge(b)` takes the name from `b`. The default resource holds a name too, `unknown_service`.',
  fix: "Turn it round: `defaultResource().merge(yours)`. Or leave it to the NodeSDK: `serviceName: 'order-service'`.",
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    misnamedServices(symptoms, seen).flatMap(misnamed => {
      const { service, as, covers } = misnamed;
      const where = whereMerged(misnamed);
      if (!isDefaultName(as) || where === undefined || whereNamed(misnamed) === undefined) return [];
      return [
        {
          covers,
          saw: `The code gives ${service} a name, and its spans arrived as unknown_service.`,
          message: 'Of two merged resources the later one wins, and here the later one is the default.',
          next: `Turn the two round, or drop them and give the NodeSDK serviceName: '${service}'.`,
          where,
        },
      ];
    }),
};
