import { sourcesOf } from '../../case.ts';
import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { ofKind } from '../cause.ts';
import { explainLost } from './lost-at-stop.ts';

export const shutDownTooEarly: Cause = {
  id: 'shut-down-too-early',
  title: 'Shut down while a request is open',
  family: 'silence',
  seen: 'The service was told to stop, finished its last request, and the span of that request never arrived.',
  why: 'The exporter, or the whole SDK, is shut down as soon as `SIGTERM` comes. The last request ends after that, and its span finds nobody to take it.',
  fix: 'First let open requests finish, then shut down. The chassis of the shop does both, so a handler of your own is not needed.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    ofKind(symptoms, 'lost-at-stop').flatMap(({ service }) => {
      if (service === undefined) return [];
      const call = sourcesOf(seen, service).flatMap(source =>
        callsTo(source, 'shutdown').map(found => ({ source, found })),
      )[0];
      if (call === undefined) return [];
      return explainLost(service, symptoms, seen, {
        saw: `${service} was told to stop while a request was open, and the span of that request never arrived.`,
        message: `${call.found.name.replace(/^\?\??\./, 'exporter.')}() runs at the signal, before the last request has ended.`,
        next: 'Remove this call. The service shuts tracing down by itself, after its last answer.',
        where: whereIs(call.source, call.found.node.start),
      });
    }),
};
