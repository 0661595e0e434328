import { whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { hookCalls, includedIn } from './hook.ts';
import { sawNoRoute, servicesWithoutRoute } from './no-route.ts';

export const hookWithoutExpress: Cause = {
  id: 'hook-without-express',
  title: 'The hook leaves Express out',
  family: 'structure',
  seen: 'The server span is named `GET`, has no `http.route`, and there is no span of Express, though a hook is registered.',
  why: 'With `include` the hook watches the modules of that list and no others.',
  fix: "Add `'express'` to `include`.",
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWithoutRoute(symptoms, seen).flatMap(found => {
      if (found.expressSeen) return [];
      for (const source of found.sources)
        for (const call of hookCalls(source)) {
          const included = includedIn(source, call);
          if (included === undefined || included.includes('express')) continue;
          return [
            {
              covers: found.covers,
              saw: sawNoRoute(found),
              message: `The hook watches ${included.join(', ') || 'nothing'}, and Express is not among them.`,
              next: "Add 'express' to include.",
              where: whereIs(source, call.node.start),
            },
          ];
        }
      return [];
    }),
};
