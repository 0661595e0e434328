// What every service of the shop has: JSON bodies, /health, faults, errors as JSON, a graceful end.

import { createServer } from 'node:http';
import express, { type Router } from 'express';
import { adminRoutes } from './admin.ts';
import type { Config } from './config.ts';
import { answerErrors, unknownRoute } from './errors.ts';
import type { Faults } from './faults.ts';
import { healthOf } from './health.ts';
import type { Log } from './log.ts';
import { endTelemetry } from './telemetry.ts';

/** Longest wait for open requests when the service is told to stop. */
const GRACE_MS = 5_000;
const SWEEP_MS = 10;

export type Service = { config: Config; log: Log; faults: Faults; routes: Router };

export const serve = async ({ config, log, faults, routes }: Service): Promise<void> => {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => void response.json(healthOf(config)));
  app.use(express.json({ limit: '100kb' }));
  app.use('/admin', adminRoutes(faults, config.adminOpen));
  app.use(routes);
  app.use(unknownRoute);
  app.use(answerErrors(log));

  const server = createServer(app);
  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log('info', 'stopping', { why });
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    // a connection that is still answering becomes idle later, and would be kept open for a next request
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    clearInterval(sweep);
    await endTelemetry().catch((error: unknown) =>
      log('warn', 'the last spans could not be sent', { error: String(error) }),
    );
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
  // a service started by another program ends with it, so no port stays taken
  const alone = (): void => void stop('the program that started this service has ended');
  process.once('disconnect', alone);
  // it may have ended before this was read
  if (process.connected === false) alone();

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  log('info', 'listening', { port: config.port });
};
