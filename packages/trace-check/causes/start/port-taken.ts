import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const TAKEN = /Port (\d+) is already in use/;

export const portTaken: Cause = {
  id: 'port-taken',
  title: 'A port is taken',
  family: 'start',
  seen: 'The service did not start: another program holds its port.',
  why: 'A check takes free ports. Between the choice and the start, another program took one of them.',
  fix: 'Check again. `npm run doctor` shows who holds which port.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const port = down.process.lines.map(line => TAKEN.exec(line)?.[1]).find(Boolean);
      if (port === undefined) return [];
      return explainDown(down, symptoms, {
        saw: `${down.process.service} did not start: port ${port} is taken.`,
        message: 'Another program took the port in the very moment the check gave it to the service.',
        next: 'Check again. It chooses other ports each time.',
      });
    }),
};
