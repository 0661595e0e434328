import { sourcesOf } from '../../case.ts';
import { whereAt } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { ofKind } from '../cause.ts';

export const endlessLoop: Cause = {
  id: 'endless-loop',
  title: 'The service is busy for ever',
  family: 'start',
  seen: 'The service runs, and answers nothing, not even `GET /health`.',
  why: 'One piece of code never hands back. Node does one thing at a time, so everything else waits behind it.',
  fix: 'Look at the condition of the loop. What makes it false?',
  explain: (symptoms, seen) =>
    seen.evidence.processes.flatMap(process => {
      if (process.stuckAt === undefined) return [];
      const [first, ...rest] = ofKind(symptoms, 'not-ready', 'no-answer').concat(
        symptoms.filter(symptom => symptom.what !== 'not-ready' && symptom.what !== 'no-answer'),
      );
      if (first === undefined) return [];
      const sources = sourcesOf(seen, process.service);
      const where = process.stuckAt.map(frame => whereAt(frame.path, frame.line, sources)).find(Boolean);
      return [
        {
          covers: [first, ...rest],
          saw: `${process.service} runs and answers nothing. It is busy${where ? ` at line ${where.line} of ${where.path}` : ''}.`,
          message: 'This code never hands back, so every request waits behind it.',
          ...(where ? { where } : {}),
          next: 'Look at the loop round this line: what ends it?',
        },
      ];
    }),
};
