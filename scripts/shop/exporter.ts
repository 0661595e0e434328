// TRACES_EXPORTER, as the commands look at it: is it a name the shop knows, what does it mean for whoever waits
// for traces, and which addresses does the chosen exporter need.

import { chosenExporter, EXPORTER_VARIABLE, type ExporterName } from '#chassis/exporters.ts';
import type { Problem } from '../doctor/problem.ts';
import type { PortName, Ports } from '../machine/workshop-ports.ts';

type Environment = Record<string, string | undefined>;

/** The name that was chosen, or what is wrong with it. */
const readChoice = (env: Environment): { name?: ExporterName; trouble?: string } => {
  try {
    const name = chosenExporter(env);
    return name === undefined ? {} : { name };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
};

/** Why nothing can be started, in one line. */
export const exporterTrouble = (env: Environment): string | undefined => readChoice(env).trouble;

const MEANS: Record<ExporterName, string> = {
  console: 'The services print their spans and send none, so no trace can be looked at.',
  'otlp-http': 'That is what the services do anyway.',
  'otlp-grpc': 'The services send OTLP over gRPC in place of HTTP.',
  jaeger: "The services send Jaeger's old Thrift by UDP, which loses some of what OTLP says.",
};

/** For the board and the lab: what the shell chose. */
export const exporterNote = (env: Environment): string | undefined => {
  const { name } = readChoice(env);
  return name === undefined ? undefined : `${EXPORTER_VARIABLE} is ${name}. ${MEANS[name]}`;
};

export const exporterProblems = (env: Environment): Problem[] => {
  const { trouble } = readChoice(env);
  const fix = `unset ${EXPORTER_VARIABLE}`;
  if (trouble !== undefined) return [{ level: 'block', code: 'exporter-unknown', message: trouble, fix }];
  const note = exporterNote(env);
  return note === undefined ? [] : [{ level: 'warn', code: 'exporter-chosen', message: note, fix }];
};

/** Jaeger's old exporter is of no use without its port; to everybody else that port is no matter. */
export const needsJaegerPort = (env: Environment): readonly PortName[] =>
  readChoice(env).name === 'jaeger' ? ['thrift-binary'] : [];

/** Where the exporter finds the store, in the variables it reads itself. */
export const exporterAddress = (ports: Ports, env: Environment): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${
    readChoice(env).name === 'otlp-grpc' ? ports['otlp-grpc'] : ports['otlp-http']
  }`,
  OTEL_EXPORTER_JAEGER_AGENT_PORT: String(ports['thrift-binary']),
});
