// The tracing of any service while TRACES_EXPORTER is set. It takes the place of the service's own tracing.ts, and
// is the same but for the exporter, which is chosen by name.

import { basename, dirname } from 'node:path';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { chosenExporter, type ExporterName, exporterNamed } from './exporters.ts';

/** services/order-service/main.ts */
const service = basename(dirname(process.argv[1] ?? ''));

const chosen = (): ExporterName => {
  try {
    return chosenExporter(process.env) ?? 'otlp-http';
  } catch (error) {
    process.stderr.write(`${service} could not start. ${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
};

const name = chosen();
// before the hook: an exporter that came after it would have its own calls traced
const traceExporter = await exporterNamed(name);

register({ include: ['express', 'http', 'https'] });

new NodeSDK({
  serviceName: service,
  traceExporter,
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: request => request.url === '/health' }),
    new ExpressInstrumentation(),
  ],
}).start();
