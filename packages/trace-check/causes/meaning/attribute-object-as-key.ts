import type { Case } from '../../case.ts';
import type { Where } from '../../finding.ts';
import { callsTo } from '../../source/source.ts';
import { type Cause, explainAll } from '../cause.ts';
import { missingKeys } from './missing-keys.ts';

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
