import { sourcesOf } from '../../case.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { ofKind } from '../cause.ts';
import { explainLost } from './lost-at-stop.ts';

export const exitOnSignal: Cause = {
  id: 'exit-on-signal',
  title: 'The process ends before its spans are sent',
  family: 'silence',
  seen: 'The service was told to stop, and the spans it still held never arrived.',
  why: 'A handler of `SIGTERM` calls `process.exit`. That ends the process at once: open requests are cut off, and a batch that waits is thrown away.',
  fix: 'Remove the handler. The chassis of the shop lets open requests finish, sends what is left, and then ends.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    ofKind(symptoms, 'lost-at-stop').flatMap(({ service }) => {
      const process = service && seen.process(service);
      const stack = process?.exitCalled?.stack.split('\n') ?? [];
      const where = service && whereInStack(stack, sourcesOf(seen, service));
      // the chassis ends the process too, when all is done
      if (service === undefined || where === undefined) return [];
      return explainLost(service, symptoms, seen, {
        saw: `${service} was told to stop while a request was open, and the span of that request never arrived.`,
        message: 'This line ends the process at once, with the request open and its spans unsent.',
        next: 'Remove it. The service finishes open requests and sends their spans by itself.',
        where,
      });
    }),
};
