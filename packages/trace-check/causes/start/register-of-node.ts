import { callsTo, importOf, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

/** Node takes the object for the name of a module. */
const MISTAKEN = /Failed to resolve module specifier "\[object Object\]"|"specifier" argument must be/;

export const registerOfNode: Cause = {
  id: 'register-of-node',
  title: 'Another register',
  family: 'start',
  seen: 'The service ended before it began: Node could not resolve the module "[object Object]".',
  why: '`node:module` has a `register` too, and editors like to import that one. It takes the name of a module, and no options.',
  fix: 'Import `register` from `import-in-the-middle/register-hooks.mjs`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { crash, lines, service } = down.process;
      if (![crash?.message ?? '', ...lines].some(text => MISTAKEN.test(text))) return [];
      for (const source of down.sources) {
        const node = importOf(source, 'node:module', 'module');
        if (node === undefined || callsTo(source, 'register').length === 0) continue;
        return explainDown(down, symptoms, {
          saw: `${service} did not start: Node took the options of register for the name of a module.`,
          message: 'This register is that of node:module, and another one is meant.',
          next: 'Import register from import-in-the-middle/register-hooks.mjs.',
          where: whereIs(source, node.start),
        });
      }
      return [];
    }),
};
