// Three ways to set an attribute and not have it: after the end, as undefined, as something that can't be sent.
// The SDK tells of two of them on its own channel; of undefined it says nothing.

import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { whereKey } from '../../source/says.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';
import { sourcesFor } from '../structure/by-hand.ts';

type Unsent = { key: string; first: Symptom; covers: [Symptom, ...Symptom[]]; where: Where | undefined };

const missingKeys = (symptoms: Symptom[], seen: Case): Unsent[] => {
  const missing = ofKind(symptoms, 'attribute-missing');
  return [...new Set(missing.map(symptom => symptom.key))].flatMap((key = ''): Unsent[] => {
    const [first, ...rest] = missing.filter(symptom => symptom.key === key);
    if (first === undefined) return [];
    const where = whereKey(sourcesFor(seen, first.service), key);
    return [{ key, first, covers: [first, ...rest], where }];
  });
};

const AFTER_END = /Cannot execute the operation on ended Span/;

const sayingsOf = (seen: Case): { message: string; stack: string }[] =>
  seen.evidence.processes.flatMap(process => process.sdkSaid ?? []);

export const attributeAfterEnd: Cause = {
  id: 'attribute-after-end',
  title: 'A span is told something after its end',
  family: 'meaning',
  seen: 'The span is there, and lacks an attribute that the code sets.',
  why: 'With `end()` the span is closed and on its way. What is set on it afterwards is dropped without a word.',
  fix: 'Set attributes before the span ends. End it in `finally`, as the last thing.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingKeys(symptoms, seen).flatMap(({ key, first, covers, where }): Explanation[] => {
      const ids = covers.flatMap(symptom => symptom.spans.map(span => span.spanId));
      const said = sayingsOf(seen).find(
        one => AFTER_END.test(one.message) && ids.some(id => one.message.includes(id)),
      );
      if (said === undefined) return [];
      const at = whereInStack(said.stack.split('\n'), sourcesFor(seen, first.service)) ?? where;
      const [span] = first.spans;
      return [
        {
          covers,
          saw: `"${span?.name}" has no attribute "${key}". The SDK was asked to change the span after its end.`,
          message: 'A span that has ended is closed: what is set on it later is dropped.',
          ...(at ? { where: at } : {}),
          next: 'Set the attribute before span.end().',
        },
      ];
    }),
};

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
      const said = sayingsOf(seen).find(one =>
        one.message.includes(`Invalid attribute value set for key: ${key}`),
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

export const attributeUndefined: Cause = {
  id: 'attribute-undefined',
  title: 'An attribute without a value',
  family: 'meaning',
  seen: 'The line that sets the attribute runs, and the attribute is not there.',
  why: 'Setting an attribute to undefined does nothing, and says nothing. The value was not there yet, or has another name.',
  fix: 'Set it at the place where the value is known.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingKeys(symptoms, seen).flatMap(({ key, first, covers, where }): Explanation[] => {
      if (where === undefined || !/set_?attributes?\b|attributes/i.test(around(where, seen))) return [];
      const elsewhere = first.request?.spans.some(span => key in span.attributes);
      // on another span it has a value: then it is the place that is wrong
      if (elsewhere) return [];
      return [
        {
          covers,
          saw: `"${first.spans[0]?.name}" has no attribute "${key}", and this line sets it.`,
          message:
            'The value is undefined when the line runs, and an attribute that is undefined is left out.',
          where,
          next: 'Set it where the value is known: after the step that gives it.',
        },
      ];
    }),
};

/** The line and the few before it: a list of attributes often begins above its keys. */
const around = (where: Where, seen: Case): string => {
  const source = seen.sources.find(one => one.path === where.path);
  return (
    source?.text
      .split('\n')
      .slice(Math.max(0, where.line - 4), where.line)
      .join('\n') ?? ''
  );
};
