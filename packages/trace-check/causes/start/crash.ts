import { whereInStack } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { errorLine, explainDown, servicesDown } from './failed-start.ts';

export const crash: Cause = {
  id: 'crash',
  title: 'The service threw an error nobody caught',
  family: 'start',
  seen: 'The service ended with a code other than 0 and printed an error.',
  why: 'An error that is not caught ends the process. At the start that is often a constructor of another version, or a value that is not there yet.',
  fix: 'Read the first line of the error: it names what went wrong. The line of the finding is where.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { crash: crashed, lines, service, startFailure } = down.process;
      if (startFailure?.reason === 'not-ready') return [];
      const said = crashed ? `${crashed.name}: ${crashed.message}` : errorLine(lines);
      if (said === undefined) return [];
      const where = whereInStack([...(crashed?.stack.split('\n') ?? []), ...lines], down.sources);
      return explainDown(down, symptoms, {
        saw: `${service} ${startFailure ? 'did not start' : 'ended while it was needed'}. It printed: ${said.split('\n')[0]}`,
        message: 'Nobody caught this error, and an error nobody catches ends the process.',
        ...(where ? { where } : {}),
        next: where
          ? 'Mend this line, and save.'
          : 'Read what the service printed above this line, and follow it.',
      });
    }),
};
