// One question to both servers: equal, equal but for listed differences, or an unlisted one.

import { type Answer, counted, settled, textOf } from './answer.ts';
import { DIFFERENCES, type Difference, type Pair } from './differences.ts';
import type { Question } from './questions.ts';

export type Verdict =
  | { is: 'equal' }
  | { is: 'listed'; differences: Difference[] }
  | { is: 'unlisted'; shown: string };

const inForm = (answer: Answer, as: Question['as']): string => {
  const { status, type, body } = as === 'whole' ? settled(answer) : counted(answer);
  return textOf([status, type, body]);
};

const AROUND = 80;
const SHOWN = 400;

/** From a little before the first place that is not the same. */
const firstDifference = (a: string, b: string): string => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - AROUND);
  return `  jaeger …${a.slice(from, from + SHOWN)}\n  store  …${b.slice(from, from + SHOWN)}`;
};

export const compare = ({ path, as }: Question, pair: Pair): Verdict => {
  const texts = (list: Difference[]): [string, string] => {
    let current = pair;
    for (const difference of list) current = difference.settle(current, path) ?? current;
    return [inForm(current.jaeger, as), inForm(current.store, as)];
  };
  const equalBut = (list: Difference[]): boolean => {
    const [jaeger, store] = texts(list);
    return jaeger === store;
  };
  if (equalBut([])) return { is: 'equal' };
  const applying = DIFFERENCES.filter(one => one.settle(pair, path) !== undefined);
  if (!equalBut(applying))
    return { is: 'unlisted', shown: `${path}\n${firstDifference(...texts(applying))}` };
  // those without which it would not be equal
  const needed = applying.filter(one => !equalBut(applying.filter(other => other !== one)));
  return { is: 'listed', differences: needed.length > 0 ? needed : applying };
};
