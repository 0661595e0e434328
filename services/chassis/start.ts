// From environment to a running service. A failed start ends in one plain line and exit code 1.

import type { Router } from 'express';
import { type Config, ConfigError, readConfig, type ServiceName } from './config.ts';
import { createFaults, type Faults, parseFaultList } from './faults.ts';
import { createLog, type Log } from './log.ts';
import { PartError } from './parts.ts';
import { serve } from './serve.ts';

export type Chassis = { config: Config; log: Log; faults: Faults };

const explain = (error: unknown, config: Config | undefined): string => {
  if (error instanceof ConfigError || error instanceof PartError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${config?.port} is already in use. Stop the program that holds it, or set another port.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

export const startService = async (
  service: ServiceName,
  routes: (chassis: Chassis) => Promise<Router> | Router,
): Promise<void> => {
  const log = createLog(service);
  let config: Config | undefined;
  try {
    config = readConfig(service);
    const faults = createFaults(parseFaultList(config.faults));
    await serve({ config, log, faults, routes: await routes({ config, log, faults }) });
  } catch (error) {
    process.stderr.write(`${service} could not start. ${explain(error, config)}\n`);
    process.exit(1);
  }
};
