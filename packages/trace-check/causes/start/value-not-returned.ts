import { sourcesOf } from '../../case.ts';
import { callsTo, type Source, whereIs } from '../../source/source.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

const GOOD = 300;

/** A startActiveSpan whose result nobody takes. */
const droppedResult = (sources: Source[]): ReturnType<typeof whereIs> | undefined => {
  for (const source of sources)
    for (const call of callsTo(source, 'startActiveSpan')) {
      const parents = call.ancestors.slice(0, -1).reverse();
      const parent = parents.find(node => node.type !== 'AwaitExpression');
      const last = parents[0]?.type === 'AwaitExpression' || parents[0]?.type === 'ExpressionStatement';
      if (last && parent?.type === 'ExpressionStatement' && call.ancestors.length > 2)
        return whereIs(source, call.node.start);
    }
  return undefined;
};

export const valueNotReturned: Cause = {
  id: 'value-not-returned',
  title: 'A step no longer returns its value',
  family: 'start',
  seen: 'The shop answers with the right status and an empty body, or with half of it.',
  why: '`startActiveSpan` returns what its function returns. A function with braces returns nothing unless it says `return`.',
  fix: 'Return inside the function, and return what startActiveSpan gives back.',
  lesson: '/lessons/spans',
  explain: (symptoms, seen) => {
    const lost = ofKind(symptoms, 'wrong-answer').filter(
      ({ request }) =>
        request?.record.status === request?.record.asked.status && (request?.record.status ?? GOOD) < GOOD,
    );
    const [first] = lost;
    const service = first?.request?.record.asked.service ?? 'api-gateway';
    const where = droppedResult(sourcesOf(seen, service));
    return explainAll(lost, {
      message:
        'A step returns nothing now. startActiveSpan gives back what its function returns, and both need a return.',
      ...(where ? { where } : {}),
      next: 'Follow the value from the step to the answer: return it inside the function, and return the result of startActiveSpan.',
    });
  },
};
