import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { silentServices } from './silent.ts';

export const providerNotGlobal: Cause = {
  id: 'provider-not-global',
  title: 'A provider nobody knows of',
  family: 'silence',
  seen: 'A tracer provider is made, and neither a span nor a `traceparent` header leaves the service.',
  why: 'Instrumentations ask the API for the provider. One that is not registered there is never asked.',
  fix: 'Call `trace.setGlobalTracerProvider(provider)`. The NodeSDK does that, and more, in `start()`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(({ service, process, sources, covers }) => {
      if (process?.sdk?.registered !== false) return [];
      const made = sources.flatMap(source =>
        callsTo(source, 'TracerProvider').map(call => whereIs(source, call.node.start)),
      )[0];
      const registers = sources.some(
        source => callsTo(source, 'setGlobalTracerProvider', 'start', 'startNodeSdk').length > 0,
      );
      if (made === undefined || registers) return [];
      return [
        {
          covers,
          saw: `No span of ${service} arrived, and no tracer provider was registered there.`,
          message: 'A provider is made here, and nobody hands it to the API.',
          next: 'Call trace.setGlobalTracerProvider(provider), or let the NodeSDK do all of it.',
          where: made,
        },
      ];
    }),
};
