// Three ways to set an attribute and not have it: after the end, as undefined, as something that can't be sent.
// The SDK tells of two of them on its own channel; of undefined it says nothing.

import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { whereKey } from '../../source/says.ts';
import { callsTo } from '../../source/source.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, explainAll, ofKind } from '../cause.ts';
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

/** What a span lacks that was told too late. */
const TOLD: Symptom['what'][] = ['attribute-missing', 'event-missing', 'no-exception', 'status-not-error'];

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
  explain: (symptoms, seen) => {
    const said = sayingsOf(seen).filter(one => AFTER_END.test(one.message));
    const isLate = ({ spans: [span] }: Symptom): boolean =>
      span !== undefined && said.some(one => one.message.includes(span.spanId));
    const late = ofKind(symptoms, ...TOLD).filter(isLate);
    return [...new Set(late.map(({ spans: [span] }) => span?.name))].flatMap((name = ''): Explanation[] => {
      const [first, ...rest] = late.filter(({ spans: [span] }) => span?.name === name);
      if (first === undefined) return [];
      const saying = said.find(one => first.spans.some(span => one.message.includes(span.spanId)));
      const sources = sourcesFor(seen, first.service);
      const where =
        whereInStack(saying?.stack.split('\n') ?? [], sources) ?? whereKey(sources, first.key ?? '');
      return [
        {
          covers: [first, ...rest],
          saw: `${first.saw} The SDK was asked to change the span after its end.`,
          message: 'A span that has ended is closed: what it is told later is dropped.',
          ...(where ? { where } : {}),
          next: 'Move this line before span.end(), or the end into finally.',
        },
      ];
    });
  },
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

export const attributeNull: Cause = {
  id: 'attribute-null',
  title: 'An attribute that is null',
  family: 'meaning',
  seen: 'The attribute is there, and is empty.',
  why: 'null is sent as an empty value. No search finds it, and no calculation can use it.',
  fix: 'Set the attribute where the value is known, and leave it out where there is none.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) =>
    missingKeys(symptoms, seen).flatMap(({ key, covers, where }): Explanation[] => {
      if (!covers.some(({ spans }) => spans.some(span => span.attributes[key]?.type === 'empty'))) return [];
      return [
        {
          covers,
          saw: `"${key}" arrived as null.`,
          message: 'null is an empty value: it takes a place and tells nothing.',
          ...(where ? { where } : {}),
          next: 'Set it where the value is known.',
        },
      ];
    }),
};

/** `setAttribute({ key: value })`: the object is taken for the key, and there is no value. */
const objectAsKey = (where: Where, seen: Case): boolean => {
  const source = seen.sources.find(one => one.path === where.path);
  return (
    source !== undefined &&
    callsTo(source, 'setAttribute').some(({ node }) => {
      const [key] = node.arguments;
      if (key?.type !== 'ObjectExpression') return false;
      const lines = [node.start, node.end].map(position => source.text.slice(0, position).split('\n').length);
      return (lines[0] ?? 0) <= where.line && where.line <= (lines[1] ?? 0);
    })
  );
};

export const attributeObjectAsKey: Cause = {
  id: 'attribute-object-as-key',
  title: 'Several attributes handed to setAttribute',
  family: 'meaning',
  seen: 'None of the attributes is there.',
  why: '`setAttribute` takes a key and a value. An object of them is taken for the key, and the value is missing.',
  fix: 'Use `setAttributes` for several at once.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const found = missingKeys(symptoms, seen).filter(({ where }) => where && objectAsKey(where, seen));
    const [one] = found;
    return explainAll(
      found.flatMap(({ covers }) => covers),
      {
        saw: `"${one?.first.spans[0]?.name}" has none of ${found.map(({ key }) => `"${key}"`).join(', ')}.`,
        message: 'setAttribute takes one key and one value; an object of several is ignored.',
        ...(one?.where ? { where: one.where } : {}),
        next: 'Write setAttributes, with an s.',
      },
    );
  },
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
      if (where.code.includes('?.'))
        return [
          {
            covers,
            saw: `"${first.spans[0]?.name}" has no attribute "${key}", and this line sets it.`,
            message:
              'Where there is no span, a "?." does nothing and says nothing. Or the value itself is undefined.',
            where,
            next: 'Ask for the span at the moment you need it, inside the handler: the active context belongs to one request.',
          },
        ];
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
