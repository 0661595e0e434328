// The shop catches every error it throws on purpose. When one of them ends the process all the same,
// it came out of a promise that nobody waited for.

import type { Where } from '../../finding.ts';
import { type Call, callsTo, type Source, whereIs } from '../../source/source.ts';
import { whereDropped } from '../../source/unawaited.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const THROWN_ON_PURPOSE = new Set(['ShopError', 'CardDeclined']);

/** `at chargeCard (`, `at async Object.checkCard (`: the functions the error came through. */
const functionsIn = (stack: string): string[] =>
  [...stack.matchAll(/at (?:async )?(?:new )?(?:[\w$<>]+\.)*([\w$]+) \(/g)].flatMap(([, name]) => name ?? []);

/** The call stands alone, or its promise is kept as if it were the value. */
const isLeft = (call: Call): boolean => {
  const parent = call.ancestors.at(-2);
  return parent?.type === 'ExpressionStatement' || parent?.type === 'VariableDeclarator';
};

const whereLeft = (sources: Source[], stack: string): Where | undefined => {
  const names = ['startActiveSpan', ...functionsIn(stack)];
  for (const name of names.toReversed())
    for (const source of sources) {
      const call = callsTo(source, name).find(isLeft);
      if (call) return whereIs(source, call.node.start);
    }
  return undefined;
};

export const promiseNotAwaited: Cause = {
  id: 'promise-not-awaited',
  title: 'Nobody waits for this promise',
  family: 'start',
  seen: 'The service answered a good request, and ended when a step failed.',
  why: 'A promise that is neither awaited nor returned runs on by itself. When it fails, no `catch` is round it any more, and an error nobody catches ends the process.',
  fix: 'Write `await` before the call, or `return` it to whoever waits.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { crash, service } = down.process;
      if (crash === undefined || !THROWN_ON_PURPOSE.has(crash.name)) return [];
      const where = whereLeft(down.sources, crash.stack) ?? whereDropped(down.sources);
      return explainDown(down, symptoms, {
        saw: `${service} ended while it was needed: nobody caught "${crash.message}"`,
        message:
          'A promise was started and nobody waits for it. When it failed, the catch round it was gone.',
        ...(where ? { where } : {}),
        next: where
          ? 'Await this call, or return it.'
          : 'Look for a call without await: a step, or a startActiveSpan that is not returned.',
      });
    }),
};
