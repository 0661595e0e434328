// A result as text: in a cell, as CSV, as TSV, as JSON.

import { durationText } from '../words/duration.ts';
import type { Rows, Value } from './answer.ts';

/** Columns that hold seconds say so by their name. */
export const isDuration = (column: string): boolean => /(^|_)duration$/i.test(column);

export const cellText = (column: string, value: Value): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return value;
  return isDuration(column) ? durationText(value * 1e6) : String(value);
};

export const isNumeric = ({ rows }: Pick<Rows, 'rows'>, column: number): boolean =>
  rows.some(row => typeof row[column] === 'number') && rows.every(row => typeof row[column] !== 'string');

/** A spreadsheet takes a text that starts with one of these for a formula. */
const FORMULA = /^[=+@\t\r-]/;

const delimited = (value: Value, special: RegExp): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

type Table = Pick<Rows, 'columns' | 'rows'>;

export const csvOf = ({ columns, rows }: Table): string =>
  [columns, ...rows].map(row => `${row.map(value => delimited(value, /[",\r\n]/)).join(',')}\r\n`).join('');

/** What a spreadsheet takes when it is pasted. */
export const tsvOf = ({ columns, rows }: Table): string =>
  [columns, ...rows].map(row => `${row.map(value => delimited(value, /["\t\r\n]/)).join('\t')}\n`).join('');

/** Of two columns with one name both are kept: the second as "name 2". */
const uniqueNames = (columns: readonly string[]): string[] => {
  const names: string[] = [];
  for (const column of columns) {
    let name = column;
    for (let number = 2; names.includes(name); number++) name = `${column} ${number}`;
    names.push(name);
  }
  return names;
};

export const jsonOf = ({ columns, rows }: Table): string => {
  const names = uniqueNames(columns);
  const objects = rows.map(row => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
  return JSON.stringify(objects, undefined, 2);
};
