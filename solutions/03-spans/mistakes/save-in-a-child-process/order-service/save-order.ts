// Writes one order to the books, and ends.

import { setTimeout as wait } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';
import { endTelemetry } from '#chassis/telemetry.ts';

const WRITING_MS = 40;

const tracer = trace.getTracer('order-service');

process.once('message', async () => {
  await tracer.startActiveSpan('save order', async span => {
    try {
      await wait(WRITING_MS);
    } finally {
      span.end();
    }
  });
  await endTelemetry();
  process.disconnect();
});
