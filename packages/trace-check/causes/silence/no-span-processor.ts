import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { type Silent, silentServices } from './silent.ts';

const whereEmpty = ({ sources }: Silent) => {
  for (const source of sources) {
    const where = lineWith(source, /\bspanProcessors\s*:\s*\[\s*\]/);
    if (where) return where;
  }
  return undefined;
};

export const noSpanProcessor: Cause = {
  id: 'no-span-processor',
  title: 'Nobody takes the spans',
  family: 'silence',
  seen: 'The SDK was started and registered no tracer provider.',
  why: '`spanProcessors` is an empty list, and it goes before `traceExporter`. Without a processor the SDK makes no provider.',
  fix: 'Leave `spanProcessors` out, or put a `BatchSpanProcessor` with your exporter into it.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const sdk = silent.process?.sdk;
      const where = whereEmpty(silent);
      // a propagator without a provider: start() was called, and had nothing to put the spans into
      if (sdk === undefined || sdk.registered || sdk.propagates.length === 0 || where === undefined)
        return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. Its SDK was started, and has no tracer provider.`,
          message: 'The list of span processors is empty, and traceExporter does not count beside it.',
          next: 'Leave spanProcessors out, and give the NodeSDK a traceExporter.',
          where,
        },
      ];
    }),
};
