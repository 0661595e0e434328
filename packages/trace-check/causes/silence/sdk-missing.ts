import type { Where } from '../../finding.ts';
import type { Source } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { makesProvider } from './provider.ts';
import { silentServices } from './silent.ts';

export const sdkMissing: Cause = {
  id: 'sdk-missing',
  title: 'No SDK yet',
  family: 'silence',
  seen: 'The service answers, and neither a span nor a `traceparent` header leaves it.',
  why: 'Nothing in its `tracing.ts` makes an SDK. Without one, every span is a dummy that goes nowhere, and nobody complains.',
  fix: 'Make a `NodeSDK` in `tracing.ts` and start it.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const { service, sources, process } = silent;
      const tracing = sources.find(source => source.file === 'tracing.ts');
      if (process?.sdk?.registered || tracing?.program === undefined) return [];
      // what a package does with the file out of sight can't be known
      if (sources.some(makesProvider)) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${service} arrived, and no SDK was at work there.`,
          message: 'Its tracing.ts makes no SDK, and without one nobody makes spans.',
          next: 'Make a NodeSDK in this file and call its start().',
          where: whereToBegin(tracing),
        },
      ];
    }),
};

/** The starter says where; without its TODO, the first line. */
const whereToBegin = (tracing: Source): Where => {
  const lines = tracing.text.split('\n');
  const todo = lines.findIndex(line => line.includes('TODO'));
  const line = Math.max(0, todo);
  return { path: tracing.path, line: line + 1, code: lines[line] ?? '' };
};
