import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { silentServices } from './silent.ts';

export const sdkNotStarted: Cause = {
  id: 'sdk-not-started',
  title: 'Constructed, and never started',
  family: 'silence',
  seen: 'The service answers, and neither a span nor a `traceparent` header leaves it.',
  why: '`new NodeSDK({ … })` only writes down what is wanted. `start()` registers the provider, the propagator and the instrumentations.',
  fix: 'Call `sdk.start()` at the end of `tracing.ts`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const { service, sources, process } = silent;
      if (process?.sdk?.registered) return [];
      const made = sources.flatMap(source => callsTo(source, 'NodeSDK').map(call => ({ source, call })))[0];
      if (made === undefined || sources.some(source => callsTo(source, 'start').length > 0)) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${service} arrived, and no SDK was at work there.`,
          message: 'The SDK is constructed, and nothing calls its start().',
          next: 'Call sdk.start() at the end of this file.',
          where: whereIs(made.source, made.call.node.start),
        },
      ];
    }),
};
