// Sends what the SDK still holds. The chassis does this when a service stops, so no lab has to.

import { trace } from '@opentelemetry/api';

type Flushable = { forceFlush(): Promise<void> };

const canFlush = (value: unknown): value is Flushable =>
  typeof value === 'object' && value !== null && 'forceFlush' in value && typeof value.forceFlush === 'function';

export const flushTelemetry = async (): Promise<void> => {
  const proxy: unknown = trace.getTracerProvider();
  const provider =
    typeof proxy === 'object' && proxy !== null && 'getDelegate' in proxy && typeof proxy.getDelegate === 'function'
      ? proxy.getDelegate()
      : proxy;
  if (canFlush(provider)) await provider.forceFlush();
};
