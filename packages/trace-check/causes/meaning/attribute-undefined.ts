import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import type { Cause, Explanation } from '../cause.ts';
import { missingKeys } from './missing-keys.ts';

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
          // through Jaeger nobody hears the SDK complain of a span that has ended
          message:
            seen.evidence.gathered === 'private'
              ? 'An attribute that is undefined is left out without a word. The value is not there when this line runs, or the line does not run.'
              : 'An attribute that is undefined is left out without a word, and so is one that is set after the end of its span. Or the line does not run.',
          where,
          next:
            seen.evidence.gathered === 'private'
              ? 'Set it where the value is known: after the step that gives it.'
              : 'Set it where the value is known: after the step that gives it, and before the span ends.',
        },
      ];
    }),
};
