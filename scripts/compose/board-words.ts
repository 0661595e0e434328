// What the board of the stack says when everything answers.

import pc from 'picocolors';
import { PORT_USES, type Ports, THRIFT_NAMES } from '../machine/workshop-ports.ts';
import { curlLine } from '../start/board.ts';

export type Addresses = {
  /** As they are published on this machine. */
  ports: Ports;
  grafana: number | undefined;
  lab: { number: string; lesson: string } | undefined;
};

/** A check outside asks the shop's ports, and has to be told which were moved. Thrift's are not published. */
const movedVariables = (ports: Ports): string =>
  PORT_USES.filter(({ name, usual }) => ports[name] !== usual && !THRIFT_NAMES.includes(name))
    .map(({ name, variable }) => `${variable}=${ports[name]} `)
    .join('');

export const whereItRuns = ({ ports, grafana, lab }: Addresses): string[] => {
  const jaeger = `http://localhost:${ports.ui}`;
  return [
    '',
    pc.bold('Everything answers.'),
    `  shop     http://localhost:${ports['api-gateway']}`,
    `  traces   ${jaeger}/search  (Jaeger)`,
    ...(grafana === undefined ? [] : [`  Grafana  http://localhost:${grafana}`]),
    `  lessons  http://localhost:${ports.lessons}${lab?.lesson ?? ''}`,
    '',
    ...(lab === undefined
      ? [
          'Next: place an order, in a second terminal',
          `  ${curlLine(ports['api-gateway'])}`,
          `To begin the first lab, stop this with Ctrl-C, then run: ${pc.cyan('LAB=01 docker compose up')}`,
        ]
      : [
          `Edit the files in labs/${lab.number}-*. When you save one, its service starts anew. To check, in a second terminal:`,
          `  ${pc.cyan(`${movedVariables(ports)}npm run check-lab ${lab.number} -- --jaeger ${jaeger}`)}`,
        ]),
    '',
  ];
};
