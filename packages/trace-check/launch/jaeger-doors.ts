// A check takes OTLP. Doors for Jaeger's old exporter are opened beside it when the shell or the learner's code
// asks for that exporter, and only then: nobody else waits for them.

import type { ThriftPorts } from '#trace-store/thrift/thrift-ports.ts';
import type { SourceRecord } from '../evidence.ts';
import { EXPORTER_VARIABLE } from './service.ts';

const IN_CODE = /exporter-jaeger|\b(14268|683[12])\b/;

export const jaegerWanted = (
  sources: Pick<SourceRecord, 'text'>[],
  env: Record<string, string | undefined>,
): boolean =>
  (env[EXPORTER_VARIABLE] ?? process.env[EXPORTER_VARIABLE]) === 'jaeger' ||
  sources.some(({ text }) => IN_CODE.test(text));

/** The usual ports, and where they lead to while a check runs. */
export const portMap = (
  otlp: { httpPort: number; grpcPort: number },
  { http, binary, compact }: ThriftPorts = {},
): Record<number, number> => ({
  4318: otlp.httpPort,
  4317: otlp.grpcPort,
  ...(http === undefined ? {} : { 14268: http }),
  ...(binary === undefined ? {} : { 6832: binary }),
  ...(compact === undefined ? {} : { 6831: compact }),
});
