import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { undo } from './address.ts';
import { explainTogether, type Silent, silentServices } from './silent.ts';

/** The shop's own goes first: with it, the service's tracing reads no other. */
const VARIABLES = ['TRACES_EXPORTER', 'OTEL_TRACES_EXPORTER'] as const;
const variableOf = ({ process }: Silent) =>
  VARIABLES.find(name => process?.env[name] === 'console') ?? 'OTEL_TRACES_EXPORTER';

/** The console exporter prints each span as an object: these two lines are in every one. */
const SPAN_LINE = /^\s*(instrumentationScope: \{|traceId: '[0-9a-f]{32}',)/;

const whereMade = ({ sources }: Silent) => {
  for (const source of sources) {
    const [call] = callsTo(source, 'ConsoleSpanExporter');
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

/** A list of processors goes before a traceExporter, which then counts for nothing. */
const exporterIgnored = ({ sources }: Silent): boolean =>
  sources.some(({ text }) => /\bspanProcessors\b/.test(text) && /\btraceExporter\b/.test(text));

export const consoleExporter: Cause = {
  id: 'console-exporter',
  title: 'The spans went to the console',
  family: 'silence',
  seen: 'The service prints its spans, and sends none.',
  why: 'The console exporter is for a look at a single span. Nobody else sees what it prints, so no trace can be put together.',
  fix: 'Use `OTLPTraceExporter`. To have both, give the NodeSDK two span processors.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) => {
    const printing = silentServices(symptoms, seen).filter(({ process }) =>
      process?.lines.some(line => SPAN_LINE.test(line)),
    );
    const inCode = printing.filter(silent => whereMade(silent) !== undefined);
    const byVariable = printing.filter(silent => !inCode.includes(silent));
    return [
      ...explainTogether(byVariable, (first, names) => ({
        saw: `No span of ${names} arrived. Spans were printed instead.`,
        message: `${variableOf(first)} is ${first.process?.env[variableOf(first)] ?? 'not set'}, and spans are printed and sent nowhere.`,
        next: undo(variableOf(first), undefined),
      })),
      ...inCode.flatMap(silent =>
        explainTogether([silent], (_first, names) => ({
          saw: `No span of ${names} arrived. Spans were printed instead.`,
          message: exporterIgnored(silent)
            ? 'spanProcessors goes before traceExporter, and the processor in it prints spans and sends none.'
            : 'The console exporter prints spans and sends them nowhere.',
          next: exporterIgnored(silent)
            ? 'Put a BatchSpanProcessor with the OTLP exporter into spanProcessors as well.'
            : 'Use OTLPTraceExporter as the traceExporter.',
          where: whereMade(silent),
        })),
      ),
    ];
  },
};
