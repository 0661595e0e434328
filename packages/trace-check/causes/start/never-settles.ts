// The service is alive and idle, and the request stays open: something is awaited that never comes.

import { sourcesOf } from '../../case.ts';
import { callsTo, whereIs } from '../../source/source.ts';
import { type Cause, type Explanation, ofKind } from '../cause.ts';

export const neverSettles: Cause = {
  id: 'never-settles',
  title: 'A promise that never settles',
  family: 'start',
  seen: 'The service runs and answers other requests. One request stays open until the check gives up.',
  why: 'An await waits for a promise that is neither resolved nor rejected, or a handler ends without an answer.',
  fix: 'Follow the request through your code. Every path must return, throw, or answer.',
  explain: (symptoms, seen): Explanation[] => {
    const [first, ...rest] = ofKind(symptoms, 'no-answer').filter(
      ({ request }) => request?.record.failure === 'timeout',
    );
    if (first?.request === undefined) return [];
    const service = first.request.record.asked.service ?? 'api-gateway';
    const process = seen.process(service);
    if (process?.stuckAt !== undefined || process?.endedEarly) return [];
    const open = [first, ...rest].map(symptom => symptom.request);
    const [made] = sourcesOf(seen, service).flatMap(source =>
      callsTo(source, 'Promise').map(call => whereIs(source, call.node.start)),
    );
    return [
      {
        // whatever else these requests lack follows from their not having ended; those after them were not sent
        covers: [
          first,
          ...rest,
          ...symptoms.filter(
            one =>
              one !== first &&
              !rest.includes(one) &&
              (one.what === 'not-asked' || open.includes(one.request)),
          ),
        ],
        message: 'Something is awaited that never comes, or a path ends without an answer.',
        ...(made ? { where: made } : {}),
        next: 'Follow the request through your code: what does it wait for, and who resolves that? Does every path return, throw or answer?',
      },
    ];
  },
};
