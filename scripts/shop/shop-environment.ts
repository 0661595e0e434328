// What the services are given besides their ports.

import { type Ports, usualPorts } from '../machine/workshop-ports.ts';
import { exporterAddress } from './exporter.ts';

/** A span can be seen a moment after its request; the SDK's own 5 s is long for somebody who waits. */
export const SEND_EVERY_MS = '200';

const withoutProxy = (env: NodeJS.ProcessEnv): Record<string, string> => {
  const exceptions = [env.NO_PROXY || env.no_proxy, 'localhost', '127.0.0.1', '::1']
    .filter(Boolean)
    .join(',');
  return { NO_PROXY: exceptions, no_proxy: exceptions };
};

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
  ...exporterAddress(ports, env),
  OTEL_BSP_SCHEDULE_DELAY: SEND_EVERY_MS,
});

/**
 * A lab's shop meets the learner's shell as it is, as their own services would. Addresses are told where a port was
 * moved: else an exporter's own are right. `ownTracing` says that the learner's code chooses the exporter.
 */
export const labShop = (
  ports: Ports,
  ownTracing: boolean,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> => {
  const chosen = ownTracing ? {} : env;
  const usual = exporterAddress(usualPorts(), chosen);
  const addresses = Object.entries(exporterAddress(ports, chosen)).filter(
    ([name, value]) => value !== usual[name] && !env[name],
  );
  return {
    ...withoutProxy(env),
    ...(env.OTEL_BSP_SCHEDULE_DELAY ? {} : { OTEL_BSP_SCHEDULE_DELAY: SEND_EVERY_MS }),
    ...Object.fromEntries(addresses),
  };
};
