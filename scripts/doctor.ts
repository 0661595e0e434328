// `npm run doctor`: looks at this machine and names a fix for every problem it finds.
// `npm run doctor -- --probe URL` sends one real span to URL and says what answered.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examineDisk } from './doctor/disk.ts';
import { examineDocker, examineTraces } from './doctor/docker-and-jaeger.ts';
import { examineInstall } from './doctor/install.ts';
import { examineLocalhost } from './doctor/localhost.ts';
import { examineNode } from './doctor/node.ts';
import { examinePorts } from './doctor/ports.ts';
import { probe } from './doctor/probe.ts';
import type { Examination, Machine } from './doctor/problem.ts';
import { inWords } from './doctor/report.ts';
import { examineOtel, examineProxy } from './doctor/variables.ts';
import { examineWatching } from './doctor/watching.ts';
import { wrongUse } from './machine/wrong-use.ts';

const EXAMINATIONS: Examination[] = [
  examineNode,
  examineInstall,
  examinePorts,
  examineLocalhost,
  examineProxy,
  examineOtel,
  examineDisk,
  examineWatching,
  examineTraces,
  examineDocker,
];

const options = {
  json: { type: 'boolean' },
  probe: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
const usage = 'npm run doctor [-- --json] [-- --probe URL]';

const examine = async (asJson: boolean): Promise<number> => {
  const machine: Machine = { root: join(import.meta.dirname, '..'), env: process.env };
  const examined = await Promise.all(EXAMINATIONS.map(look => look(machine)));
  const problems = examined.flatMap(one => one.problems);
  console.log(asJson ? JSON.stringify({ examined, problems }, null, 2) : inWords(examined));
  return problems.some(({ level }) => level === 'block') ? 1 : 0;
};

const probeAndSay = async (address: string, asJson: boolean): Promise<number> => {
  const answer = await probe(address);
  console.log(
    asJson
      ? JSON.stringify(answer, null, 2)
      : [answer.message, ...(answer.fix ? [`→ ${answer.fix}`] : [])].join('\n'),
  );
  return answer.delivered ? 0 : 1;
};

try {
  const { values } = parseArgs({ options });
  if (values.help) console.log(usage);
  else if (values.probe !== undefined)
    process.exitCode = await probeAndSay(values.probe, values.json ?? false);
  else process.exitCode = await examine(values.json ?? false);
} catch (error) {
  process.exitCode = wrongUse(error, usage);
}
