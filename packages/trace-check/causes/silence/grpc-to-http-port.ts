import { importOf, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { addressVariable, whereAddress, whereSet } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const GRPC_EXPORTER = '@opentelemetry/exporter-trace-otlp-grpc';

const whereImported = ({ sources }: Silent) => {
  for (const source of sources) {
    const node = importOf(source, GRPC_EXPORTER);
    if (node) return whereIs(source, node.start);
  }
  return undefined;
};

export const grpcToHttpPort: Cause = {
  id: 'grpc-to-http-port',
  title: 'gRPC was sent to the port for HTTP',
  family: 'silence',
  seen: 'A gRPC call with spans arrives at port 4318 and can not be read there.',
  why: 'OTLP has two ports. 4317 speaks gRPC, 4318 speaks HTTP. The exporter speaks gRPC and was sent to 4318.',
  fix: 'Send gRPC to 4317, or take the exporter that speaks HTTP: `@opentelemetry/exporter-trace-otlp-proto`.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (!silent.mail.some(mail => mail.reason === 'grpc-to-http-port')) return [];
      const variable = addressVariable(silent);
      const inCode = whereAddress(silent, '4318');
      const where = inCode ?? (variable && whereSet(silent, variable.name)) ?? whereImported(silent);
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. Port 4318 was sent a gRPC call it can't read.`,
          message: 'Port 4318 speaks HTTP, and this exporter speaks gRPC.',
          next:
            inCode || variable === undefined
              ? 'Send to port 4317, or import the exporter from @opentelemetry/exporter-trace-otlp-proto.'
              : `${variable.name} is ${variable.value}. Unset it, or import the exporter from @opentelemetry/exporter-trace-otlp-proto.`,
          where,
        },
      ];
    }),
};
