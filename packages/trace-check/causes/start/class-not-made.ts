import { lineWith } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const NO_METHOD = /^instrumentation\.\w+ is not a function/;
const BARE_CLASS = /(?<!new )(?<!import.*)\b\w+Instrumentation\b(?!\()/;

export const classNotMade: Cause = {
  id: 'class-not-made',
  title: 'A class where an object is due',
  family: 'start',
  seen: 'The service ended in `sdk.start()`: `instrumentation.setTracerProvider is not a function`.',
  why: '`instrumentations` takes objects. `HttpInstrumentation` is the class, `new HttpInstrumentation()` an object of it.',
  fix: 'Write `new` before it and `()` behind it.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { crash, service } = down.process;
      if (crash === undefined || !NO_METHOD.test(crash.message)) return [];
      const where = down.sources.map(source => lineWith(source, BARE_CLASS)).find(Boolean);
      return explainDown(down, symptoms, {
        saw: `${service} did not start: ${crash.message}.`,
        message: 'One of the instrumentations is a class, and an object of it is due.',
        next: 'Write new before it and () behind it.',
        ...(where ? { where } : {}),
      });
    }),
};
