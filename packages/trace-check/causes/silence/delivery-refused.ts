import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const refused = ({ mail }: Silent): string | undefined => mail.find(one => one.reason !== 'probe')?.detail;

/** What is left of lost mail when no better name for it is known. */
export const deliveryRefused: Cause = {
  id: 'delivery-refused',
  title: 'The spans came and could not be taken',
  family: 'silence',
  seen: 'Something of the service reached the trace store, and it was no batch of spans.',
  why: 'The body, the method or the headers are not those of OTLP.',
  fix: 'Use an exporter of OpenTelemetry with its defaults: `new OTLPTraceExporter()`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(silent => refused(silent) !== undefined);
    return explainAddresses(sent, undefined, (first, names) => ({
      saw: `No span of ${names} arrived. What came was refused: ${refused(first)}.`,
      message: 'The trace store takes OTLP, and this was something else.',
      next: 'Use `new OTLPTraceExporter()` without options, and look what changes.',
    }));
  },
};
