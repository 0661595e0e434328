import type { Cause } from '../cause.ts';
import { listed } from '../silence/silent.ts';
import { explainDown, servicesDown } from './failed-start.ts';

/** The words of the shop, with the names it knows after them. */
const REFUSED = /TRACES_EXPORTER is "(.*)"\. It must be one of ([\w, -]+)\./;

export const exporterUnknown: Cause = {
  id: 'exporter-unknown',
  title: 'TRACES_EXPORTER names no exporter',
  family: 'start',
  seen: 'The services did not start, and named a variable.',
  why: '`TRACES_EXPORTER` chooses where the shop sends its spans: `console`, `otlp-http`, `otlp-grpc` or `jaeger`. A name it does not know would mean no traces at all, so the service does not start.',
  fix: 'Write one of these names, or unset the variable. The names for the standard variable `OTEL_TRACES_EXPORTER` (`otlp`, `console`, `none`) are others.',
  explain: (symptoms, seen) => {
    const refused = servicesDown(symptoms, seen).flatMap(down => {
      const [, value, names] =
        down.process.lines.map(line => REFUSED.exec(line)).find(match => match !== null) ?? [];
      return value === undefined || names === undefined ? [] : [{ down, value, names }];
    });
    const [first] = refused;
    if (first === undefined) return [];
    const symptomsOfAll = refused.map(({ down }) => down.symptom);
    const [explanation] = explainDown(first.down, symptoms, {
      saw: `${listed(refused.map(({ down }) => down.process.service))} did not start.`,
      message: `TRACES_EXPORTER is "${first.value}", and the shop has no exporter of that name.`,
      next: `Set it to one of ${first.names}; or run \`unset TRACES_EXPORTER\`, and check again.`,
    });
    if (explanation === undefined) return [];
    const [about, ...rest] = explanation.covers;
    return [{ ...explanation, covers: [about, ...new Set([...rest, ...symptomsOfAll.slice(1)])] }];
  },
};
