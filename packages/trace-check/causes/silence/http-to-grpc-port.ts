import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { silentServices } from './silent.ts';

export const httpToGrpcPort: Cause = {
  id: 'http-to-grpc-port',
  title: 'HTTP was sent to the port for gRPC',
  family: 'silence',
  seen: 'An HTTP request with spans arrives at port 4317 and can not be read there.',
  why: 'OTLP has two ports. 4317 speaks gRPC, 4318 speaks HTTP. The exporter speaks HTTP and was sent to 4317.',
  fix: 'Send it to 4318, or leave the address out.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(({ mail }) =>
      mail.some(one => one.reason === 'http-to-grpc-port'),
    );
    return explainAddresses(sent, '4317', (_first, names, { variable }) => ({
      saw: `No span of ${names} arrived. Port 4317 was sent an HTTP request it can't read.`,
      message: 'Port 4317 speaks gRPC, and this exporter speaks HTTP.',
      next: variable
        ? `${variable.name} is ${variable.value}. Set it to http://localhost:4318, or unset it.`
        : 'Send to port 4318, or leave `url` out.',
    }));
  },
};
