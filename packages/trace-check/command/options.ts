// The contract of check-lab, read from the command line.

import { parseArgs } from 'node:util';
import { readAddress } from '../jaeger/address.ts';

export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE = `check-lab [NN|slug]       the current lab if none is named
  --solution              check the solution instead;   --mistake ID  one of its mistakes
  --dir PATH              check the files in PATH as if they were the lab's folder
  --all                   every lab
  --watch                 again on every save
  --hint [TASK]           the next hint, one level at a time
  --json                  one JSON object, findings as data
  --save FILE             keep the evidence;   --from FILE  judge kept evidence
  --jaeger URL            ask the shop that is already running, and read the traces from Jaeger
Through npm, options come after two dashes: npm run check-lab 01 -- --watch`;

export type CheckLabOptions = {
  lab?: string;
  target:
    | { kind: 'own' }
    | { kind: 'solution' }
    | { kind: 'mistake'; id: string }
    | { kind: 'dir'; path: string };
  all: boolean;
  watch: boolean;
  hint?: { task?: number };
  json: boolean;
  save?: string;
  from?: string;
  jaeger?: string;
  seed?: number;
  help: boolean;
};

/** `--hint` may stand alone or before a number, which parseArgs does not know. */
const takeHint = (args: string[]): { rest: string[]; hint?: { task?: number } } => {
  const at = args.indexOf('--hint');
  const joined = args.find(arg => arg.startsWith('--hint='));
  if (joined !== undefined) {
    const task = Number(joined.slice('--hint='.length));
    if (!Number.isInteger(task))
      throw new UsageError(`"${joined}" needs the number of a task, such as --hint 2.`);
    return { rest: args.filter(arg => arg !== joined), hint: { task } };
  }
  if (at < 0) return { rest: args };
  const next = args[at + 1];
  const named = next !== undefined && /^\d$/.test(next);
  return { rest: args.toSpliced(at, named ? 2 : 1), hint: named ? { task: Number(next) } : {} };
};

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        solution: { type: 'boolean', default: false },
        mistake: { type: 'string' },
        dir: { type: 'string' },
        all: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        save: { type: 'string' },
        from: { type: 'string' },
        jaeger: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // the first sentence names the option; the second is about options that look like files
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify');
    throw new UsageError(said.replace(/\.?$/, '.'));
  }
};

const readTarget = (values: {
  solution: boolean;
  mistake?: string;
  dir?: string;
}): CheckLabOptions['target'] => {
  const named = [values.solution, values.mistake !== undefined, values.dir !== undefined].filter(
    Boolean,
  ).length;
  if (named > 1) throw new UsageError('Choose one of --solution, --mistake and --dir.');
  if (values.solution) return { kind: 'solution' };
  if (values.mistake !== undefined) return { kind: 'mistake', id: values.mistake };
  if (values.dir !== undefined) return { kind: 'dir', path: values.dir };
  return { kind: 'own' };
};

export const readOptions = (args: string[]): CheckLabOptions => {
  const { rest, hint } = takeHint(args);
  const { values, positionals } = parse(rest);
  if (positionals.length > 1)
    throw new UsageError(`One lab at a time, or --all. You named ${positionals.join(', ')}.`);
  const target = readTarget(values);
  if (values.all && (positionals.length > 0 || values.watch || values.from !== undefined))
    throw new UsageError('--all takes no lab, and neither --watch nor --from.');
  if (values.all && (values.save !== undefined || target.kind === 'dir' || target.kind === 'mistake'))
    throw new UsageError('--all is about every lab: --save, --dir and --mistake are about one.');
  if (values.watch && (values.save !== undefined || values.from !== undefined || values.json))
    throw new UsageError('--watch goes on until you stop it: it takes no --save, --from or --json.');
  if (values.from !== undefined && (target.kind !== 'own' || values.jaeger !== undefined))
    throw new UsageError(
      '--from judges what was kept: it takes no --solution, --mistake, --dir or --jaeger.',
    );
  if (values.jaeger !== undefined && (values.all || values.dir !== undefined))
    throw new UsageError('--jaeger judges the one shop that runs: it takes neither --all nor --dir.');
  if (values.jaeger !== undefined) {
    const address = readAddress(values.jaeger);
    if ('fault' in address) throw new UsageError(address.fault);
  }
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isInteger(seed)) throw new UsageError('--seed needs a whole number.');
  const [lab] = positionals;
  return {
    ...(lab === undefined ? {} : { lab }),
    target,
    all: values.all,
    watch: values.watch,
    ...(hint ? { hint } : {}),
    json: values.json,
    ...(values.save === undefined ? {} : { save: values.save }),
    ...(values.from === undefined ? {} : { from: values.from }),
    ...(values.jaeger === undefined ? {} : { jaeger: values.jaeger }),
    ...(seed === undefined ? {} : { seed }),
    help: values.help,
  };
};
