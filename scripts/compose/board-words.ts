// What the board of the stack says when everything answers.

import pc from 'picocolors';
import type { Ports } from '../machine/workshop-ports.ts';
import { curlLine } from '../start/board.ts';

export type Addresses = {
  /** As they are published on this machine. */
  ports: Ports;
  grafana: number | undefined;
  lab: { number: string; lesson: string } | undefined;
};

/** A check outside has to be told what was moved. */
const movedVariables = ({ ui }: Ports): string => (ui === 16_686 ? '' : `UI_PORT=${ui} `);

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
          `then begin the first lab: stop with Ctrl-C, and ${pc.cyan('LAB=01 docker compose up')}`,
        ]
      : [
          'Save a file of the lab, and its service starts anew. To check, in a second terminal:',
          `  ${pc.cyan(`${movedVariables(ports)}npm run check-lab ${lab.number} -- --jaeger ${jaeger}`)}`,
        ]),
    '',
  ];
};
