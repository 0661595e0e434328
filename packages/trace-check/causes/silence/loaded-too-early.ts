import type { ImportDeclaration } from 'acorn';
import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { type Call, type Source, whereIs } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import type { Cause, Explanation } from '../cause.ts';
import { hookCalls } from '../structure/hook.ts';
import { sawNoRoute, servicesWithoutRoute } from '../structure/no-route.ts';
import { callsOf, silentServices } from './silent.ts';

type Early = { where: Where; message: string; next: string };

/** Modules of the shop load Express and http, and so does Express itself. */
const LOADS_SHOP = /^(express|axios|#services\/|#chassis\/|\.\.\/)/;

const importsOfShop = (source: Source): ImportDeclaration[] =>
  source.imports.filter(node => LOADS_SHOP.test(String(node.source.value)));

/** A call in a function or a callback happens when that runs, and not when the file is loaded. */
const isLater = ({ ancestors }: Call): boolean => ancestors.some(node => /Function/.test(node.type));

const earlyIn = (source: Source): Early | undefined => {
  const [node] = importsOfShop(source);
  if (node)
    return {
      where: whereIs(source, node.start),
      message: `This import loads ${/^(express|axios)$/.test(String(node.source.value)) ? node.source.value : 'the shop'} before the SDK is ready, and what is loaded by then is not watched.`,
      next: `Remove it. ${source.file} imports OpenTelemetry and nothing else; main.ts is loaded after it, by itself.`,
    };
  const later = hookCalls(source).find(isLater);
  return (
    later && {
      where: whereIs(source, later.node.start),
      message: 'The hook is registered by a function that runs later, when Express is already loaded.',
      next: 'Call register at the top level of tracing.ts.',
    }
  );
};

// only what tracing.ts loads comes early; other parts of the service may import what they like
const findEarly = (sources: Source[]): Early | undefined => {
  for (const source of sources.filter(one => one.file === 'tracing.ts' || hookCalls(one).length > 0)) {
    const early = earlyIn(source);
    if (early) return early;
  }
  return undefined;
};

/** Everything was loaded before: an SDK is at work, and makes no span at all. */
const explainSilent = (symptoms: Symptom[], seen: Case): Explanation[] =>
  silentServices(symptoms, seen).flatMap(({ service, process, sources, covers }) => {
    const makesSpans = callsOf(service, seen).some(call => call.headers.traceparent !== undefined);
    const early = process?.sdk?.registered && !makesSpans ? findEarly(sources) : undefined;
    if (early === undefined) return [];
    return [
      { ...early, covers, saw: `No span of ${service} arrived. An SDK is at work there, and it made none.` },
    ];
  });

/** Express was loaded before, http was not: spans without a route. */
const explainNoRoute = (symptoms: Symptom[], seen: Case): Explanation[] =>
  servicesWithoutRoute(symptoms, seen).flatMap(found => {
    const hooked = found.sources.some(source => hookCalls(source).length > 0);
    const early = hooked && !found.expressSeen ? findEarly(found.sources) : undefined;
    return early ? [{ ...early, covers: found.covers, saw: sawNoRoute(found) }] : [];
  });

export const loadedTooEarly: Cause = {
  id: 'loaded-too-early',
  title: 'The shop was loaded first',
  family: 'silence',
  seen: 'An SDK is at work in the service, and no span comes of it. Or its server span is named `GET`, without a route.',
  why: 'Imports run before everything else in a file, wherever they stand. Whatever is loaded before the hook is registered and the SDK is started is never watched.',
  fix: 'Keep `tracing.ts` free of the shop: it imports OpenTelemetry and nothing else. `main.ts` is loaded after it, by itself.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => [...explainSilent(symptoms, seen), ...explainNoRoute(symptoms, seen)],
};
