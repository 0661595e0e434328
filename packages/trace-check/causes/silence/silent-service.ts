import { whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { addressOf } from './address.ts';
import { makerIn } from './provider.ts';
import { silentServices } from './silent.ts';

/** The last resort: what is known of the service is told, and all that hangs on its silence goes with it. */
export const silentService: Cause = {
  id: 'silent-service',
  title: 'A service that stays silent',
  family: 'silence',
  seen: 'The service answered, and no span of it arrived. Nothing it did tells why.',
  why: 'Spans are made by instrumentations, kept by a processor, sent by an exporter. One of the three does not do its part.',
  fix: 'Compare the file with that of a service that works, line by line.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      const { sources, process, connections, covers } = silent;
      if (process === undefined || sources.length === 0) return [];
      const connected = connections.some(one => one.outcome === 'connected');
      const made = sources.flatMap(source => {
        const call = makerIn(source);
        return call ? [whereIs(source, call.node.start)] : [];
      })[0];
      return [
        {
          covers,
          message: connected
            ? 'It is connected to the trace store, and what it sends are no spans.'
            : process.sdk?.registered
              ? 'An SDK is at work there, and it made no span of these requests, or dropped them.'
              : 'No tracer provider was registered there, so nobody made spans.',
          next: connected
            ? 'Leave the options of the exporter out: new OTLPTraceExporter().'
            : 'Compare this file with that of a service that works, or set OTEL_LOG_LEVEL=debug and read what the SDK says.',
          where: connected ? (addressOf(silent).where ?? made) : made,
        },
      ];
    }),
};
