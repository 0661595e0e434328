// Faults that can be switched on while the shop runs: a step becomes slow, or fails.
// A step calls `await faults.at('charge card')`; nothing happens until somebody switches a fault on,
// by SHOP_FAULTS="charge card:latency=300;save order:error=503" or by POST /admin/faults.

import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from './config.ts';
import { ShopError } from './errors.ts';

/** `error` is the HTTP status to fail with; `times` is how often, then the fault switches itself off. */
export type Fault = { step: string; latency?: number; error?: number; times?: number };

const LONGEST_LATENCY_MS = 60_000;

const fail = (message: string): never => {
  throw new ShopError(400, 'bad-fault', message);
};

const whole = (value: unknown, field: string, least: number, most: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? value
    : fail(`"${field}" must be a whole number from ${least} to ${most}.`);

export const parseFault = (input: unknown): Fault => {
  if (typeof input !== 'object' || input === null) return fail('A fault is an object with a "step".');
  const { step, latency, error, times } = input as Record<string, unknown>;
  if (typeof step !== 'string' || step === '') return fail('"step" must name the step that shall fail.');
  if (latency === undefined && error === undefined)
    return fail('Give "latency" (ms), "error" (status), or both.');
  return {
    step,
    ...(latency === undefined ? {} : { latency: whole(latency, 'latency', 0, LONGEST_LATENCY_MS) }),
    ...(error === undefined ? {} : { error: whole(error, 'error', 400, 599) }),
    ...(times === undefined ? {} : { times: whole(times, 'times', 1, 1_000_000) }),
  };
};

/** Reads `step:latency=300,error=503;other step:error=500`. */
export const parseFaultList = (text: string): Fault[] =>
  text
    .split(';')
    .map(entry => entry.trim())
    .filter(Boolean)
    .map(entry => {
      const colon = entry.lastIndexOf(':');
      const settings = entry.slice(colon + 1).split(',');
      const fields = settings.map(setting => {
        const [key = '', value = ''] = setting.split('=');
        return [key.trim(), Number(value)] as const;
      });
      try {
        if (colon < 1) throw new Error('it has no "step:" before the settings');
        return parseFault({ ...Object.fromEntries(fields), step: entry.slice(0, colon).trim() });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ConfigError(
          `SHOP_FAULTS has "${entry}": ${reason} Example: "charge card:latency=300,error=503".`,
        );
      }
    });

export const createFaults = (initial: Fault[] = []) => {
  const active = new Map(initial.map(fault => [fault.step, fault]));
  return {
    list: (): Fault[] => [...active.values()],
    set: (fault: Fault): void => void active.set(fault.step, fault),
    clear: (): void => active.clear(),
    /** The step's own place in the code: slow or failing while a fault is on. */
    async at(step: string): Promise<void> {
      const fault = active.get(step);
      if (fault === undefined) return;
      if (fault.times !== undefined) {
        if (fault.times <= 1) active.delete(step);
        else active.set(step, { ...fault, times: fault.times - 1 });
      }
      if (fault.latency) await wait(fault.latency);
      if (fault.error) throw new ShopError(fault.error, 'fault', `The step "${step}" failed.`);
    },
  };
};

export type Faults = ReturnType<typeof createFaults>;
