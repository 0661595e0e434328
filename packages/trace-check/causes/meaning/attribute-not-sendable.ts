import { whereInStack } from '../../source/stack.ts';
import type { Cause, Explanation } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';
import { missingKeys, sdkSayings } from './missing-keys.ts';

export const attributeNotSendable: Cause = {
  id: 'attribute-not-sendable',
  title: 'A value that can not be sent',
  family: 'meaning',
  seen: 'The attribute is set in the code, and is not there in the trace.',
  why: 'Attributes hold strings, numbers, booleans and lists of them. A Date, a function or a BigInt is dropped.',
  fix: 'Turn it into one of these: `date.toISOString()`, `Number(big)`.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingKeys(symptoms, seen).flatMap(({ key, first, covers, where }): Explanation[] => {
      const said = sdkSayings(seen).find(one =>
        one.message.endsWith(`Invalid attribute value set for key: ${key}`),
      );
      if (said === undefined) return [];
      const at = whereInStack(said.stack.split('\n'), sourcesFor(seen, first.service)) ?? where;
      return [
        {
          covers,
          saw: `"${key}" was set to a value the SDK can not send, and was dropped.`,
          message: 'An attribute is a string, a number, a boolean, or a list of one of them.',
          ...(at ? { where: at } : {}),
          next: 'Turn the value into one of these before you set it.',
        },
      ];
    }),
};
