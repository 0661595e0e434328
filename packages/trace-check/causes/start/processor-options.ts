import { callsTo, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const PROCESSOR = /(Batch|Simple)SpanProcessor/;

export const processorOptions: Cause = {
  id: 'processor-options',
  title: 'A processor takes options now',
  family: 'start',
  seen: 'The service ends with the first span it has to send: `Cannot read properties of undefined`, in a span processor.',
  why: 'Since version 3 of the SDK a processor is given an object. `new BatchSpanProcessor(exporter)` is the old form, and leaves it without an exporter.',
  fix: 'Write `new BatchSpanProcessor({ exporter })`.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { crash, service } = down.process;
      if (crash === undefined || !/^Cannot read properties of undefined/.test(crash.message)) return [];
      if (!PROCESSOR.test(crash.stack)) return [];
      const made = down.sources.flatMap(source =>
        callsTo(source, 'BatchSpanProcessor', 'SimpleSpanProcessor').map(call => ({ source, call })),
      )[0];
      const name = made?.call.name.split('.').at(-1) ?? 'A span processor';
      return explainDown(down, symptoms, {
        saw: `${service} ended when it had its first span to send: ${crash.message}.`,
        message: `${name} takes an object since version 3 of the SDK, and was given an exporter.`,
        next: `Write new ${made ? name : 'BatchSpanProcessor'}({ exporter: … }).`,
        ...(made ? { where: whereIs(made.source, made.call.node.start) } : {}),
      });
    }),
};
