import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { silentServices } from './silent.ts';

export const httpToGrpcPort: Cause = {
  id: 'http-to-grpc-port',
  title: 'HTTP was sent to the port for gRPC',
  family: 'silence',
  seen: 'An HTTP request with spans arrives at port 4317 and can not be read there.',
  why: 'OTLP has two ports. 4317 speaks gRPC, 4318 speaks HTTP. The exporter speaks HTTP and was sent to 4317.',
  fix: 'Send it to 4318, or leave the address out.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (!silent.mail.some(mail => mail.reason === 'http-to-grpc-port')) return [];
      const variable = addressVariable(silent);
      const where = whereAddress(silent, '4317') ?? (variable && whereSet(silent, variable.name));
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. Port 4317 was sent an HTTP request it can't read.`,
          message: 'Port 4317 speaks gRPC, and this exporter speaks HTTP.',
          next:
            where || variable === undefined
              ? 'Send to port 4318, or leave `url` out.'
              : `${variable.name} is ${variable.value}. Set it to http://localhost:4318, or unset it.`,
          where,
        },
      ];
    }),
};
