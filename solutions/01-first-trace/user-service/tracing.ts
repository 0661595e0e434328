// Loaded before everything else: `node --import ./tracing.ts main.ts`.
// The SDK is imported first and the hook registered after it. In the other order Node patches
// http twice, and every call shows up as two client spans.

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { register } from 'import-in-the-middle/register-hooks.mjs';

// express is an ES module import in this shop: without the hook it would load unseen
register({ include: ['express', 'http', 'https'] });

const sdk = new NodeSDK({
  serviceName: 'user-service',
  traceExporter: new OTLPTraceExporter(),
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: request => request.url === '/health' }),
    new ExpressInstrumentation(),
  ],
});

sdk.start();
