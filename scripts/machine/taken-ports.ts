// Ports the workshop wants and somebody else holds, each with its holder and the variable that moves it.

import { describeHolder, type PortHolder, portHolder } from './port-holder.ts';
import { isTaken } from './port-taken.ts';
import { movedPort, PORT_USES, type PortName, type Ports } from './workshop-ports.ts';

export type TakenPort = {
  name: PortName;
  what: string;
  variable: string;
  port: number;
  holder: PortHolder | undefined;
};

export const takenPorts = async (ports: Ports, names: readonly PortName[]): Promise<TakenPort[]> => {
  const wanted = PORT_USES.filter(use => names.includes(use.name));
  const found = await Promise.all(
    wanted.map(async ({ name, what, variable, transport }) => {
      const port = ports[name];
      if (!(await isTaken(port, transport))) return [];
      return [{ name, what, variable, port, holder: await portHolder(port, transport) }];
    }),
  );
  return found.flat();
};

export const sayTaken = ({ port, what, holder }: TakenPort): string =>
  `Port ${port} (${what}) is held by ${describeHolder(holder)}.`;

/** Of a port for Jaeger's old clients: a word for those who need it, and nothing to do for the others. */
export const sayDoneWithout = (taken: TakenPort): string =>
  `${sayTaken(taken)} Only Jaeger's old exporter needs it; if you use that one, set ${taken.variable} to a free port.`;

/** `API_GATEWAY_PORT=8180 USER_SERVICE_PORT=8101 npm start` */
export const moveCommand = (taken: TakenPort[], command: string): string =>
  [...taken.map(({ variable, port }) => `${variable}=${movedPort(port)}`), command].join(' ');
