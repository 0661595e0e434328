import { type Case, sourcesOf } from '../../case.ts';
import type { Where } from '../../finding.ts';
import type { ServiceName } from '../../launch/service.ts';
import { callsTo, whereIs } from '../../source/source.ts';
import type { Symptom } from '../../symptom.ts';
import { type Cause, type Explanation, ofKind, servicesWith } from '../cause.ts';
import { explainLost } from './lost-at-stop.ts';
import { shownBy } from './silent.ts';

const shutdownOf = (service: ServiceName, seen: Case): { where: Where; text: string } | undefined =>
  sourcesOf(seen, service).flatMap(source =>
    callsTo(source, 'shutdown').map(call => ({
      where: whereIs(source, call.node.start),
      text: `${call.name.replace(/^\?\./, 'exporter.')}()`,
    })),
  )[0];

const explainEnd = (symptoms: Symptom[], seen: Case): Explanation[] =>
  ofKind(symptoms, 'lost-at-stop').flatMap(({ service }) => {
    const call = service && shutdownOf(service, seen);
    if (service === undefined || call === undefined) return [];
    return explainLost(service, symptoms, seen, {
      saw: `${service} was told to stop while a request was open, and the span of that request never arrived.`,
      message: `${call.text} is called before the last request has ended.`,
      next: 'Remove this call. The service shuts tracing down by itself, after its last answer.',
      where: call.where,
    });
  });

/** Shut down at the start, or by a timer: an SDK is there, and at some moment nothing more comes of it. */
const explainMiddle = (symptoms: Symptom[], seen: Case): Explanation[] =>
  servicesWith(symptoms, 'no-spans', 'no-entry').flatMap(service => {
    const call = shutdownOf(service, seen);
    if (call === undefined || seen.process(service)?.sdk?.registered !== true) return [];
    const shown = shownBy(service, symptoms, seen);
    const [first, ...rest] = [
      ...ofKind(shown, 'no-spans', 'no-entry'),
      ...shown.filter(symptom => symptom.what !== 'no-spans' && symptom.what !== 'no-entry'),
    ];
    // what was sent and did not arrive, or was only tried, has a better name
    const tried = seen.evidence.lostMail.some(mail => mail.service === service);
    if (first === undefined || tried) return [];
    return [
      {
        covers: [first, ...rest],
        message: `${call.text} was called while the service is at work, and a span that ends after that is dropped.`,
        next: 'Remove this call. The service shuts tracing down by itself, after its last answer.',
        where: call.where,
      },
    ];
  });

export const shutDownTooEarly: Cause = {
  id: 'shut-down-too-early',
  title: 'Shut down while there is work to do',
  family: 'silence',
  seen: 'The service was told to stop, finished its last request, and the span of that request never arrived.',
  why: 'The exporter, or the whole SDK, is shut down as soon as `SIGTERM` comes, or earlier. A span that ends after that finds nobody to take it.',
  fix: 'First let open requests finish, then shut down. The chassis of the shop does both, so a handler of your own is not needed.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => [...explainEnd(symptoms, seen), ...explainMiddle(symptoms, seen)],
};
