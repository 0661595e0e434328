import type { Cause } from '../cause.ts';
import { whereAddress } from './address.ts';
import { silentServices } from './silent.ts';

/** What is left of lost mail when no better name for it is known. */
export const deliveryRefused: Cause = {
  id: 'delivery-refused',
  title: 'The spans came and could not be taken',
  family: 'silence',
  seen: 'Something of the service reached the trace store, and it was no batch of spans.',
  why: 'The body, the method or the headers are not those of OTLP.',
  fix: 'Use an exporter of OpenTelemetry with its defaults: `new OTLPTraceExporter()`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const mail = silent.mail.find(one => one.reason !== 'probe');
      if (mail === undefined) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. What came was refused: ${mail.detail}.`,
          message: 'The trace store takes OTLP, and this was something else.',
          next: 'Use `new OTLPTraceExporter()` without options, and look what changes.',
          where: whereAddress(silent),
        },
      ];
    }),
};
