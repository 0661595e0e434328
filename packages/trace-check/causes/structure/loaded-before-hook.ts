import type { ImportDeclaration } from 'acorn';
import { type Source, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { hookCalls } from './hook.ts';
import { sawNoRoute, servicesWithoutRoute } from './no-route.ts';

/** Modules of the shop load Express, and so does Express itself. */
const LOADS_EXPRESS = /^(express|#services\/|#chassis\/|\.\.\/)/;

const importsOfShop = (source: Source): ImportDeclaration[] =>
  source.imports.filter(node => LOADS_EXPRESS.test(String(node.source.value)));

/** A call in a function or a callback happens when that runs, and not when the file is loaded. */
const isLater = ({ ancestors }: { ancestors: { type: string }[] }): boolean =>
  ancestors.some(node => /Function/.test(node.type));

export const loadedBeforeHook: Cause = {
  id: 'loaded-before-hook',
  title: 'Express was loaded first',
  family: 'structure',
  seen: 'The server span is named `GET`, has no `http.route`, and there is no span of Express, though the hook and the instrumentation are there.',
  why: 'Imports run before everything else in a file, wherever they stand. Whatever is loaded before `register` is never seen by it.',
  fix: 'Keep `tracing.ts` free of the shop: it imports OpenTelemetry and nothing else. `main.ts` is loaded after it, by itself.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWithoutRoute(symptoms, seen).flatMap(found => {
      const { covers, expressSeen, service, sources } = found;
      if (expressSeen) return [];
      // only what tracing.ts loads comes early; other parts of the service may import what they like
      const early = sources.filter(source => source.file === 'tracing.ts' || hookCalls(source).length > 0);
      for (const source of early) {
        const [node] = importsOfShop(source);
        if (node)
          return [
            {
              covers,
              saw: sawNoRoute(found),
              message: `This import loads ${node.source.value === 'express' ? 'Express' : `a part of the shop, and Express with it,`} before the hook is registered.`,
              next: `Remove it from ${source.file}. ${service} loads its main.ts after this file, by itself.`,
              where: whereIs(source, node.start),
            },
          ];
        const later = hookCalls(source).find(isLater);
        if (later)
          return [
            {
              covers,
              saw: sawNoRoute(found),
              message:
                'The hook is registered by a function that runs later, when Express is already loaded.',
              next: 'Call register at the top level of tracing.ts.',
              where: whereIs(source, later.node.start),
            },
          ];
      }
      return [];
    }),
};
