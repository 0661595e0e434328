// Two traces as numbers: the whole, and each service.

import { selfTimesOf } from '../columns/self-time.ts';
import { isError, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';

export type Numbers = {
  spans: number;
  errors: number;
  /** From the first start to the last end for a whole trace, the self times added up for a service. */
  micros: number;
};

export type ServiceNumbers = { service: string; before: Numbers; after: Numbers };

const NANOS_A_MICRO = 1000;

export const numbersOf = (trace: TraceColumns): Numbers => {
  let errors = 0;
  for (let row = 0; row < trace.rows; row++) if (isError(trace, row)) errors++;
  return { spans: trace.rows, errors, micros: trace.traceDuration / NANOS_A_MICRO };
};

/** The largest difference in time first. */
export const numbersByService = (before: TraceColumns, after: TraceColumns): ServiceNumbers[] => {
  const found = new Map<string, ServiceNumbers>();
  for (const [side, trace] of [
    ['before', before],
    ['after', after],
  ] as const) {
    const self = selfTimesOf(trace);
    for (let row = 0; row < trace.rows; row++) {
      const service = serviceOf(trace, row);
      const numbers = found.get(service) ?? { service, before: nothing(), after: nothing() };
      found.set(service, numbers);
      numbers[side].spans++;
      numbers[side].micros += (self[row] ?? 0) / NANOS_A_MICRO;
      if (isError(trace, row)) numbers[side].errors++;
    }
  }
  const difference = ({ before, after }: ServiceNumbers): number => Math.abs(after.micros - before.micros);
  return [...found.values()].sort(
    (a, b) => difference(b) - difference(a) || (a.service < b.service ? -1 : 1),
  );
};

const nothing = (): Numbers => ({ spans: 0, errors: 0, micros: 0 });
