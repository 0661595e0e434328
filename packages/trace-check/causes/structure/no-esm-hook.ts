import { lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { makerIn } from '../silence/provider.ts';
import { registersHook } from './hook.ts';
import { sawNoRoute, servicesWithoutRoute } from './no-route.ts';

export const noEsmHook: Cause = {
  id: 'no-esm-hook',
  title: 'No hook for ES modules',
  family: 'structure',
  seen: 'The server span is named `GET`, has no `http.route`, and there is no span of Express. Spans of `http` are there.',
  why: "The shop uses `import`. An ES module can not be changed once it is loaded, so an instrumentation needs a hook in the loader to step in. Node's own `http` can be changed without one: that is why half of the spans are there.",
  fix: "Call `register({ include: ['express', 'http', 'https'] })` of `import-in-the-middle/register-hooks.mjs` in `tracing.ts`, after the imports.",
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWithoutRoute(symptoms, seen).flatMap(found => {
      const { covers, expressSeen, sources, tracing } = found;
      if (expressSeen || tracing?.program === undefined || sources.some(registersHook)) return [];
      const maker = makerIn(tracing);
      return [
        {
          covers,
          saw: sawNoRoute(found),
          message: 'Express is imported here as an ES module, and no hook lets an instrumentation see that.',
          next: "Call register({ include: ['express', 'http', 'https'] }) from import-in-the-middle/register-hooks.mjs, after the imports and before the SDK.",
          where: maker ? whereIs(tracing, maker.node.start) : lineWith(tracing, /\.start\(/),
        },
      ];
    }),
};
