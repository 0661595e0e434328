// Where a lab's shop runs, and who takes its traces. Beside `npm start` of this folder it borrows the
// shop's ports and uses its store; alone it brings a store, or uses one that is there.

import { SERVICE_NAMES } from '#trace-check/launch/service.ts';
import { presentBackend } from '../machine/present-backend.ts';
import { moveCommand, sayDoneWithout, sayTaken, type TakenPort, takenPorts } from '../machine/taken-ports.ts';
import { type PortName, type Ports, THRIFT_NAMES } from '../machine/workshop-ports.ts';
import { type Borrowed, borrowShop } from '../shop/lending.ts';

const TRACES: PortName[] = ['ui', 'otlp-http', 'otlp-grpc'];

export type ShopClaim =
  | {
      ok: true;
      ports: Ports;
      loan?: Borrowed /** who takes the traces, if it is not our own store */;
      backend?: string;
      notes?: string[];
    }
  | { ok: false; message: string[] };

const refusal = (taken: TakenPort[], command: string): string[] => {
  const otherLab = taken.find(({ holder }) => holder?.workshop?.command === 'npm run lab')?.holder;
  return [
    ...taken.map(sayTaken),
    otherLab ? 'Stop it there with Ctrl-C, or move this one:' : 'Stop that program, or move the shop:',
    `  ${moveCommand(taken, command)}`,
  ];
};

export const claimShop = async (
  root: string,
  slug: string,
  wanted: Ports,
  command: string,
): Promise<ShopClaim> => {
  const number = slug.slice(0, 2);
  const loan = await borrowShop(
    root,
    number,
    SERVICE_NAMES.map(name => wanted[name]),
  );
  if (loan?.lent) return { ok: true, ports: loan.ports, loan, backend: 'the store of npm start' };
  loan?.giveBack();

  const shop = await takenPorts(wanted, SERVICE_NAMES);
  if (shop.length > 0) return { ok: false, message: refusal(shop, command) };
  const traces = await takenPorts(wanted, TRACES);
  if (traces.length === 0)
    return { ok: true, ports: wanted, notes: (await takenPorts(wanted, THRIFT_NAMES)).map(sayDoneWithout) };
  const present = await presentBackend(wanted, traces, ['store', 'jaeger']);
  if ('use' in present) return { ok: true, ports: wanted, backend: `${present.use}, which runs already` };
  return { ok: false, message: [...present.inTheWay, ...refusal(traces, command)] };
};
