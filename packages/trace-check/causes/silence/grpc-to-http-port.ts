import type { Where } from '../../finding.ts';
import { importOf, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainAddresses } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

const GRPC_EXPORTER = '@opentelemetry/exporter-trace-otlp-grpc';

const whereImported = ({ sources }: Silent): Where | undefined => {
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
  explain: (symptoms, seen) => {
    const sent = silentServices(symptoms, seen).filter(({ mail }) =>
      mail.some(one => one.reason === 'grpc-to-http-port'),
    );
    return explainAddresses(sent, '4318', (_first, names, { variable }) => ({
      saw: `No span of ${names} arrived. Port 4318 was sent a gRPC call it can't read.`,
      message: 'Port 4318 speaks HTTP, and this exporter speaks gRPC.',
      next: variable
        ? `${variable.name} is ${variable.value}. Unset it, or import the exporter from @opentelemetry/exporter-trace-otlp-proto.`
        : 'Send to port 4317, or import the exporter from @opentelemetry/exporter-trace-otlp-proto.',
    })).map(found => {
      const [about] = found.covers;
      const one = sent.find(silent => silent.service === about.service);
      return { ...found, where: found.where ?? (one && whereImported(one)) };
    });
  },
};
