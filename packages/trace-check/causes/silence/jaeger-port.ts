import type { LostMailReason } from '#trace-store/lost-mail.ts';
import type { Connection } from '../../evidence.ts';
import type { Where } from '../../finding.ts';
import { callsTo, lineWith, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { undo, whereSet } from './address.ts';
import { explainTogether, type Silent, silentServices } from './silent.ts';

/** Variables the old exporter reads, the one that goes before the others first. */
const VARIABLES = [
  'OTEL_EXPORTER_JAEGER_ENDPOINT',
  'OTEL_EXPORTER_JAEGER_AGENT_HOST',
  'OTEL_EXPORTER_JAEGER_AGENT_PORT',
];
const TAKEN_AT = [6831, 6832];

type Advice = { message: string; next: string };

const TO_OTLP: Advice = {
  message: "Ports 4317 and 4318 speak OTLP, and Jaeger's old exporter speaks Thrift.",
  next: 'Write http://localhost:14268/api/traces, or leave the endpoint out: then it sends to UDP port 6832.',
};
const FROM_OTLP: Advice = {
  message: "Port 14268 takes Thrift from Jaeger's old clients, and this exporter speaks OTLP.",
  next: 'Leave the url out: the exporter then sends to the right port.',
};

const BY_REASON: Partial<Record<LostMailReason, Advice>> = {
  'thrift-to-otlp-port': TO_OTLP,
  'otlp-to-thrift-port': FROM_OTLP,
  'grpc-to-thrift-port': FROM_OTLP,
  'thrift-wrong-path': {
    message:
      'The exporter uses its endpoint as it is written, and this one has another path than /api/traces.',
    next: 'Write http://localhost:14268/api/traces, or leave the endpoint out: then it sends to UDP port 6832.',
  },
  'thrift-other-encoding': {
    message: 'Port 6831 takes the compact encoding of Thrift, and this exporter writes the binary one.',
    next: 'Leave the port out: the exporter then sends to 6832.',
  },
};

/** Nobody answers a datagram, so what was sent to a stranger shows in no other way. */
const sentOff = ({ connections, mail }: Silent): Connection | undefined =>
  mail.length > 0
    ? undefined
    : connections.find(
        ({ outcome, host, port }) =>
          outcome === 'sent' && !(['localhost', '127.0.0.1'].includes(host) && TAKEN_AT.includes(port)),
      );

const seenIn = (silent: Silent): (Advice & { saw: string }) | undefined => {
  for (const { reason, detail } of silent.mail) {
    const advice = BY_REASON[reason];
    if (advice) return { ...advice, saw: `What came was refused: ${detail}.` };
  }
  const off = sentOff(silent);
  return (
    off && {
      saw: `It sends datagrams to ${off.host}:${off.port}.`,
      message: `The trace store takes Jaeger's datagrams at localhost:6832. Nobody answers a datagram, so the exporter never learns that ${off.host}:${off.port} is another place.`,
      next: 'Leave host and port out: the exporter then sends to localhost:6832.',
    }
  );
};

const whereMade = ({ sources }: Silent): Where | undefined => {
  for (const source of sources) {
    const [call] = callsTo(source, 'JaegerExporter', 'OTLPTraceExporter');
    const where = lineWith(source, /\b14268\b/) ?? (call && whereIs(source, call.node.start));
    if (where) return where;
  }
  return undefined;
};

export const jaegerPort: Cause = {
  id: 'jaeger-port',
  title: "Jaeger's old exporter and OTLP have ports of their own",
  family: 'silence',
  seen: "Spans reach a port for another format: Jaeger's Thrift at a port for OTLP, or OTLP at the port for Thrift.",
  why: "Jaeger's old clients send a format named Thrift: over HTTP to `http://localhost:14268/api/traces`, by UDP to port 6832 in the binary encoding and to 6831 in the compact one. OTLP goes to 4318 over HTTP and to 4317 over gRPC. No port reads the format of another.",
  fix: 'Leave the address out: each exporter knows its own. Better, replace the old exporter by one for OTLP: Jaeger takes OTLP too.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const astray = silentServices(symptoms, seen).filter(silent => seenIn(silent) !== undefined);
    return astray.flatMap(silent => {
      const advice = seenIn(silent);
      if (advice === undefined) return [];
      const variable = VARIABLES.find(name => silent.process?.env[name]);
      const set = variable === undefined ? undefined : whereSet(silent, variable);
      return explainTogether([silent], (_first, names) => ({
        saw: `No span of ${names} arrived. ${advice.saw}`,
        message: advice.message,
        ...(variable === undefined
          ? { next: advice.next, where: whereMade(silent) }
          : {
              next: `${variable} is ${silent.process?.env[variable]}. ${undo(variable, set)}`,
              where: set,
            }),
      }));
    });
  },
};
