import { whereInStack } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { errorLine, explainDown, servicesDown } from './failed-start.ts';

export const syntaxError: Cause = {
  id: 'syntax-error',
  title: 'A file does not parse',
  family: 'start',
  seen: 'The service ended before it began, and Node printed a `SyntaxError`.',
  why: 'A bracket, a quote or a comma is missing, or one is too many. TypeScript that has to be compiled, such as `enum` or `namespace`, is refused too: Node takes the types away and changes nothing else.',
  fix: 'Look at the line the finding names, and at the one before it.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const broken = down.sources.find(source => source.syntaxError !== undefined);
      if (broken?.syntaxError === undefined) return [];
      const { line, message } = broken.syntaxError;
      const said = (errorLine(down.process.lines) ?? message).replace(/ \(\d+:\d+\)$/, '');
      return explainDown(down, symptoms, {
        saw: `${down.process.service} did not start: ${broken.path} can't be read as TypeScript.`,
        message: `Node says: ${said.replace(/\.?$/, '.')}`,
        // Node prints the place before the error itself
        where: whereInStack(down.process.lines, [broken]) ?? {
          path: broken.path,
          line,
          code: broken.text.split('\n')[line - 1] ?? '',
        },
        next: 'Mend this line, or the one before it, and save.',
      });
    }),
};
