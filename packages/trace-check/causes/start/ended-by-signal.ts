import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const OUT_OF_MEMORY = /heap out of memory/;

export const endedBySignal: Cause = {
  id: 'ended-by-signal',
  title: 'The service was ended from outside',
  family: 'start',
  seen: 'The service is gone, and its exit names a signal in place of a code.',
  why: 'A signal ends a process at once: the system was short of memory, somebody stopped it, or the code called `process.abort` or `process.kill`.',
  fix: 'Look for a list that grows without end, or for a call that ends the process. If there is neither, check again.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { exit, lines, service, startFailure } = down.process;
      if (exit?.signal == null) return [];
      const memory = lines.some(line => OUT_OF_MEMORY.test(line));
      return explainDown(down, symptoms, {
        saw: `${service} was ended by ${exit.signal} ${startFailure ? 'before it was ready' : 'while it was needed'}.`,
        message: memory
          ? 'It ran out of memory: something grows without end.'
          : 'A signal ended it, not a line that failed: process.abort, process.kill, or somebody outside.',
        next: memory
          ? 'Look for a list or a text that grows in a loop.'
          : 'Look for a call that ends the process. If there is none, check again.',
      });
    }),
};
