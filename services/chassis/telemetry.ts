// Ends tracing when a service ends: what the SDK still holds is sent first, so no lab has to do it.
// It is `shutdown` and not `forceFlush`: a flush does not wait for a batch that is already on its way.

import { trace } from '@opentelemetry/api';

/** With no backend the exporter tries again for ten seconds; nobody waits that long for a service to end. */
const WITHIN_MS = 2_000;

type Provider = { shutdown(): Promise<void> };

const canShutDown = (value: unknown): value is Provider =>
  typeof value === 'object' && value !== null && 'shutdown' in value && typeof value.shutdown === 'function';

export const endTelemetry = async (): Promise<void> => {
  const proxy: unknown = trace.getTracerProvider();
  const provider =
    typeof proxy === 'object' &&
    proxy !== null &&
    'getDelegate' in proxy &&
    typeof proxy.getDelegate === 'function'
      ? proxy.getDelegate()
      : proxy;
  if (!canShutDown(provider)) return;
  const tooLong = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${WITHIN_MS / 1000} s`)), WITHIN_MS).unref();
  });
  await Promise.race([provider.shutdown(), tooLong]);
};
