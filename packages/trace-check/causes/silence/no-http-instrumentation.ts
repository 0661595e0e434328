import { lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { instruments, makerIn } from './provider.ts';
import { type Silent, silentServices } from './silent.ts';

const whereListed = ({ sources }: Silent) => {
  for (const source of sources) {
    const listed = lineWith(source, /\binstrumentations\b/);
    if (listed) return listed;
    const maker = makerIn(source);
    if (maker) return whereIs(source, maker.node.start);
  }
  return undefined;
};

export const noHttpInstrumentation: Cause = {
  id: 'no-http-instrumentation',
  title: 'Nobody watches http',
  family: 'silence',
  seen: 'An SDK is at work in the service, and it makes no span for a request.',
  why: 'The SDK makes no spans by itself. `HttpInstrumentation` makes those of requests and calls. The Express instrumentation adds to them, and makes none where they are missing.',
  fix: 'Put `new HttpInstrumentation()` into `instrumentations`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (silent.process?.sdk?.registered !== true || silent.sources.length === 0) return [];
      if (silent.sources.some(source => instruments(source, 'HttpInstrumentation'))) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. An SDK is at work there, and it made none.`,
          message:
            'The SDK makes no spans by itself: HttpInstrumentation does, and it is not among the instrumentations.',
          next: 'Add new HttpInstrumentation() to the instrumentations of this service.',
          where: whereListed(silent),
        },
      ];
    }),
};
