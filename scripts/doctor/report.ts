// The doctor's words for a person: what was seen, then each problem with its way out.

import pc from 'picocolors';
import type { Examined, Problem } from './problem.ts';

const TITLE_WIDTH = 15;

const mark = (problems: Problem[]): string => {
  if (problems.some(({ level }) => level === 'block')) return pc.red('✗ problem');
  return problems.length > 0 ? pc.yellow('! look   ') : pc.green('✓ good   ');
};

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

export const inWords = (examined: Examined[]): string => {
  const table = examined.map(
    ({ title, seen, problems }) => `  ${mark(problems)}  ${title.padEnd(TITLE_WIDTH)}${seen}`,
  );
  const problems = examined.flatMap(one => one.problems);
  const details = problems.map(
    ({ level, message, fix }) => `${level === 'block' ? pc.red('✗') : pc.yellow('!')} ${message}\n  → ${fix}`,
  );
  const blocking = problems.filter(({ level }) => level === 'block').length;
  const last =
    blocking > 0
      ? `${count(blocking, 'thing stands', 'things stand')} in the way.`
      : 'Nothing stands in the way. Next: npm start';
  return ['', ...table, '', ...details.flatMap(detail => [detail, '']), last, ''].join('\n');
};
