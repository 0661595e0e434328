// What a command has left behind: processes that mention its folder, ports somebody still answers on.

import { execFileSync } from 'node:child_process';
import { isTaken } from '../scripts/machine/port-taken.ts';
import { PORT_USES } from '../scripts/machine/workshop-ports.ts';
import { until, type Workshop } from './workshop-copy.ts';

export const processesOf = (workshop: Workshop): string[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes(workshop.folder) && !line.includes('ps -eo'));

const takenPortsOf = async (workshop: Workshop): Promise<string[]> => {
  const entries = await Promise.all(
    Object.entries(workshop.ports).map(async ([name, port]) => {
      const transport = PORT_USES.find(({ variable }) => variable === name)?.transport;
      return (await isTaken(port, transport)) ? [name] : [];
    }),
  );
  return entries.flat();
};

/** The kernel takes a moment to clear the table after an exit. */
export const nothingIsLeft = (workshop: Workshop): Promise<true> =>
  until(`an empty machine, but there is ${processesOf(workshop).join('; ')}`, async () =>
    processesOf(workshop).length === 0 && (await takenPortsOf(workshop)).length === 0 ? true : undefined,
  );
