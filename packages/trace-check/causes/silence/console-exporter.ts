import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { undo } from './address.ts';
import { type Silent, silentServices } from './silent.ts';

/** The console exporter prints each span as an object: these two lines are in every one. */
const SPAN_LINE = /^\s*(instrumentationScope: \{|traceId: '[0-9a-f]{32}',)/;

const whereMade = ({ sources }: Silent) => {
  for (const source of sources) {
    const [call] = callsTo(source, 'ConsoleSpanExporter');
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};

export const consoleExporter: Cause = {
  id: 'console-exporter',
  title: 'The spans went to the console',
  family: 'silence',
  seen: 'The service prints its spans, and sends none.',
  why: 'The console exporter is for a look at a single span. Nobody else sees what it prints, so no trace can be put together.',
  fix: 'Use `OTLPTraceExporter`. To have both, give the NodeSDK two span processors.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    silentServices(symptoms, seen).flatMap(silent => {
      if (!silent.process?.lines.some(line => SPAN_LINE.test(line))) return [];
      const where = whereMade(silent);
      const variable = silent.process.env.OTEL_TRACES_EXPORTER;
      // a list of processors goes before a traceExporter, which then counts for nothing
      const ignored =
        where !== undefined &&
        silent.sources.some(({ text }) => /\bspanProcessors\b/.test(text) && /\btraceExporter\b/.test(text));
      return [
        {
          covers: silent.covers,
          saw: `No span of ${silent.service} arrived. It printed them instead.`,
          message: ignored
            ? 'spanProcessors goes before traceExporter, and the processor in it prints spans and sends none.'
            : where || variable === undefined
              ? 'The console exporter prints spans and sends them nowhere.'
              : `OTEL_TRACES_EXPORTER is ${variable}, so spans are printed and sent nowhere.`,
          next: ignored
            ? 'Put a BatchSpanProcessor with the OTLP exporter into spanProcessors as well.'
            : where || variable === undefined
              ? 'Use OTLPTraceExporter as the traceExporter.'
              : undo('OTEL_TRACES_EXPORTER', where),
          where,
        },
      ];
    }),
};
