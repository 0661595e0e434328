import { whereInStack } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

export const exitCalled: Cause = {
  id: 'exit-called',
  title: 'The service ended itself',
  family: 'start',
  seen: 'The service is gone, and it printed no error.',
  why: 'A line of the part calls `process.exit`. It ends the process at once, with every span it still holds.',
  fix: 'Remove the call. A service ends when it is told to, and the chassis sees to that.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { exitCalled: called, service } = down.process;
      if (called === undefined) return [];
      const where = whereInStack(called.stack.split('\n'), down.sources);
      // the chassis ends a service whose part could not be loaded: that has a cause of its own
      if (where === undefined) return [];
      return explainDown(down, symptoms, {
        saw: `${service} ended with code ${called.code} ${down.process.startFailure ? 'before it was ready' : 'while it was needed'}.`,
        message: 'Its own code calls process.exit.',
        where,
        next: 'Remove this call.',
      });
    }),
};
