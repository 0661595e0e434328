import { lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { instruments, makerIn } from '../silence/provider.ts';
import { sawNoRoute, servicesWithoutRoute } from './no-route.ts';

export const noExpressInstrumentation: Cause = {
  id: 'no-express-instrumentation',
  title: 'Nobody watches Express',
  family: 'structure',
  seen: 'The server span is named `GET`, has no `http.route`, and there is no span of Express.',
  why: 'The HTTP instrumentation knows the method and the address. Which route answered, only Express knows, and `ExpressInstrumentation` is not there to ask it.',
  fix: 'Add `new ExpressInstrumentation()` to `instrumentations`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWithoutRoute(symptoms, seen).flatMap(found => {
      const { covers, expressSeen, sources, tracing } = found;
      if (expressSeen || tracing?.program === undefined) return [];
      if (sources.some(source => instruments(source, 'ExpressInstrumentation'))) return [];
      const maker = makerIn(tracing);
      return [
        {
          covers,
          saw: sawNoRoute(found),
          message:
            'HttpInstrumentation knows the method only. The route is known to Express, and nobody asks it.',
          next: 'Add new ExpressInstrumentation() to the instrumentations of this service.',
          where: lineWith(tracing, /\binstrumentations\b/) ?? (maker && whereIs(tracing, maker.node.start)),
        },
      ];
    }),
};
