import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { makerIn } from './provider.ts';
import { silentServices } from './silent.ts';

/** There is a call of start(), and it did not happen: a condition, a function nobody calls, an early return. */
export const startNotReached: Cause = {
  id: 'start-not-reached',
  title: 'The line that starts the SDK is not reached',
  family: 'silence',
  seen: 'The service answers, and no SDK is at work in it, though its `tracing.ts` calls `start()`.',
  why: 'The call stands behind a condition, or in a function that nobody calls.',
  fix: 'Call `sdk.start()` at the top level of `tracing.ts`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const { service, sources, process } = silent;
      if (process?.sdk === undefined || process.sdk.registered || process.sdk.propagates.length > 0)
        return [];
      const made = sources.flatMap(source => {
        const call =
          callsTo(source, 'start', 'startNodeSdk', 'setGlobalTracerProvider')[0] ?? makerIn(source);
        return call ? [{ source, call }] : [];
      })[0];
      if (made === undefined) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${service} arrived, and no SDK was at work there.`,
          message: 'The code that starts the SDK is there, and it did not run before the first request.',
          next: 'Call start() at the top level of tracing.ts, behind no condition and in no function.',
          where: whereIs(made.source, made.call.node.start),
        },
      ];
    }),
};
