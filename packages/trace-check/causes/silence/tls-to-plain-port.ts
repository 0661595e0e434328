import type { Cause } from '../cause.ts';
import { whereAddress } from './address.ts';
import { silentServices } from './silent.ts';

export const tlsToPlainPort: Cause = {
  id: 'tls-to-plain-port',
  title: 'https:// where http:// is spoken',
  family: 'silence',
  seen: 'A connection opens with encryption, and the port speaks plain HTTP.',
  why: 'The address begins with `https://`. A trace store on your own machine has no certificate.',
  fix: 'Write `http://`. With gRPC that also chooses a connection without encryption.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (!silent.mail.some(mail => mail.reason === 'tls-to-plain-port')) return [];
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It opened an encrypted connection, and the port speaks plain HTTP.`,
          message: 'The address begins with https://, and the trace store has no certificate.',
          next: 'Write http:// in the address.',
          where: whereAddress(silent, 'https://'),
        },
      ];
    }),
};
