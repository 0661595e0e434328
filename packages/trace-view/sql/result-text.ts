// A result as text: in a cell, as CSV, as JSON.

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

const csvCell = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = ({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): string =>
  [columns, ...rows].map(row => `${row.map(csvCell).join(',')}\r\n`).join('');

export const jsonOf = ({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): string =>
  JSON.stringify(
    rows.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]))),
    undefined,
    2,
  );
