import { dirname, join } from 'node:path';
import type { Examined, Machine, Problem } from './problem.ts';

const leftOptions = (options: string): Problem[] =>
  /--(require|import|loader|experimental-loader)|(^|\s)-r\b/.test(options)
    ? [
        {
          level: 'warn',
          code: 'node-options',
          message: `NODE_OPTIONS is "${options}". It loads code into every Node program, the services and the checker too; an agent loaded so may trace twice or not at all.`,
          fix: 'unset NODE_OPTIONS',
        },
      ]
    : [];

export const examineNode = async ({ root, env }: Machine): Promise<Examined> => {
  const own = process.execPath.startsWith(join(root, '.workshop'));
  return {
    title: 'Node',
    seen: `${process.version}, ${own ? 'the private one of this workshop' : `from ${dirname(process.execPath)}`}`,
    problems: leftOptions(env.NODE_OPTIONS ?? ''),
  };
};
