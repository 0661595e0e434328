// What the services are given besides their ports.

import { type Ports, USUAL_OTLP_HTTP } from '../machine/workshop-ports.ts';

/** A span can be seen a moment after its request; the SDK's own 5 s is long for somebody who waits. */
export const SEND_EVERY_MS = '200';

const withoutProxy = (env: NodeJS.ProcessEnv): Record<string, string> => {
  const exceptions = [env.NO_PROXY || env.no_proxy, 'localhost', '127.0.0.1', '::1']
    .filter(Boolean)
    .join(',');
  return { NO_PROXY: exceptions, no_proxy: exceptions };
};

const endpoint = (ports: Ports): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${ports['otlp-http']}`,
});

export const withoutOtel = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.keys(env)
      .filter(name => name.startsWith('OTEL_'))
      // an empty variable is an unset one to the SDK
      .map(name => [name, '']),
  );

/** The finished shop shows what right looks like: nothing left over in the shell gets in. */
export const finishedShop = (ports: Ports, env: NodeJS.ProcessEnv = process.env): Record<string, string> => ({
  ...withoutOtel(env),
  ...withoutProxy(env),
  ...endpoint(ports),
  OTEL_BSP_SCHEDULE_DELAY: SEND_EVERY_MS,
});

/** A lab's shop meets the learner's shell as it is, as their own services would. */
export const labShop = (ports: Ports, env: NodeJS.ProcessEnv = process.env): Record<string, string> => ({
  ...withoutProxy(env),
  ...(env.OTEL_BSP_SCHEDULE_DELAY ? {} : { OTEL_BSP_SCHEDULE_DELAY: SEND_EVERY_MS }),
  ...(ports['otlp-http'] === USUAL_OTLP_HTTP || env.OTEL_EXPORTER_OTLP_ENDPOINT ? {} : endpoint(ports)),
});
