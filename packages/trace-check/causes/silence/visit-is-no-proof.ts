import { callsTo, lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { type Silent, silentServices } from './silent.ts';

const where = ({ sources }: Silent) => {
  for (const source of sources) {
    const line = lineWith(source, /431[78]/);
    if (line) return line;
    const [call] = callsTo(source, 'fetch', 'get', 'head', 'connect', 'createConnection');
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

export const visitIsNoProof: Cause = {
  id: 'visit-is-no-proof',
  title: 'A visit proves nothing',
  family: 'silence',
  seen: 'The service visits a port of the trace store as a browser would, and then starts no SDK.',
  why: 'A port for OTLP answers deliveries, not visits. An empty answer, a 404 or a 400 to a `GET` comes from a trace store in good health.',
  fix: 'Start the SDK in any case: it does no harm when nobody listens. `npm run doctor` sends a real span when you want to know.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const visit = silent.mail.find(mail => mail.reason === 'probe');
      if (visit === undefined || silent.process?.sdk?.registered === true) return [];
      const port = visit.port === 'grpc' ? 4317 : 4318;
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It visited port ${port} with ${visit.method} ${visit.path}, and then started no SDK.`,
          message: `Port ${port} takes deliveries of spans. What it answers to a visit says nothing about it.`,
          next: 'Call sdk.start() in any case. To test the way, run `npm run doctor`: it sends a span.',
          where: where(silent),
        },
      ];
    }),
};
