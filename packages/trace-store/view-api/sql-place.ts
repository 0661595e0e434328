// Where in the text an error of SQLite is. Node hands on what SQLite says, not the offset it knows.

import { RECORD_COLUMNS } from '#trace-view/sql/records.ts';

/** Offsets in the text, the second after the last character. */
export type Place = { from: number; to: number };

export type SqlError = { message: string; place?: Place };

/** Answers what SQLite says to a text, or undefined when it has nothing against it. */
export type Complaint = (text: string) => string | undefined;

/** Texts, quoted names and comments are one piece each, so a word within them is not taken for a name. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w$]+|\S/g;

const piecesOf = (sql: string): { text: string; from: number; to: number }[] =>
  Array.from(sql.matchAll(PIECES), ({ 0: text, index }) => ({ text, from: index, to: index + text.length }));

const isComment = (text: string): boolean => text.startsWith('--') || text.startsWith('/*');

const placeOfName = (sql: string, name: string): Place | undefined => {
  const word = (name.split('.').at(-1) ?? name).toLowerCase();
  const found = piecesOf(sql).find(
    ({ text }) => !isComment(text) && text.replace(/^["`[]|["`\]]$/g, '').toLowerCase() === word,
  );
  return found && { from: found.from, to: found.to };
};

/** The word is at its place where the text up to it is wrong in the same way. */
const placeOfToken = (
  sql: string,
  token: string,
  message: string,
  complaint: Complaint,
): Place | undefined => {
  for (let at = sql.indexOf(token); at >= 0; at = sql.indexOf(token, at + 1)) {
    const to = at + token.length;
    if (complaint(sql.slice(0, to)) === message) return { from: at, to };
  }
  const last = sql.lastIndexOf(token);
  return last < 0 ? undefined : { from: last, to: last + token.length };
};

export const placed = (sql: string, message: string, complaint: Complaint): SqlError => {
  const near = /^near "([\s\S]+)": syntax error$/.exec(message)?.[1];
  if (near !== undefined) {
    const place = placeOfToken(sql, near, message, complaint);
    return { message: `SQL does not expect "${near}" here.`, ...(place && { place }) };
  }
  const token = /^unrecognized token: "([\s\S]+)"$/.exec(message)?.[1];
  if (token !== undefined) {
    const place = placeOfToken(sql, token, message, complaint);
    const open = /^['"`]/.test(token) ? 'This quote is never closed.' : `SQL can't read "${token}".`;
    return { message: open, ...(place && { place }) };
  }
  if (message === 'incomplete input') {
    const to = sql.trimEnd().length;
    return { message: 'The query ends too early.', place: { from: Math.max(0, to - 1), to } };
  }
  const [, what, name] =
    /^(no such column|no such table|no such function|ambiguous column name|misuse of aggregate|misuse of aggregate function|misuse of window function|wrong number of arguments to function):? (.+?)(?:\(\))?$/.exec(
      message,
    ) ?? [];
  if (what === undefined || name === undefined) return { message: `${message}.` };
  const place = placeOfName(sql, name);
  return { message: inWords(what, name), ...(place && { place }) };
};

const inWords = (what: string, name: string): string => {
  switch (what) {
    case 'no such column': {
      const near = nearest(name);
      return `There is no column ${name}.${near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`}`;
    }
    case 'no such table':
      return `There is no table ${name}. The one table is records.`;
    case 'no such function':
      return `There is no function ${name}.`;
    case 'ambiguous column name':
      return `${name} is in more than one table here. Write which, as in records.${name}.`;
    default:
      return `${what}: ${name}.`;
  }
};

const MOST_OFFERED = 3;

/** The columns that are meant: up to a third of the letters may be wrong, of the whole name or of a word in it. */
const nearest = (name: string): string[] => {
  const word = (name.split('.').at(-1) ?? name).toLowerCase().replace(/^["`[]|["`\]]$/g, '');
  const far = RECORD_COLUMNS.map(column => ({
    name: column.name,
    // a word of the name is a weaker sign than the name
    far: Math.min(
      distance(word, column.name),
      ...column.name.split('_').map(part => distance(word, part) + A_PART_IS_FARTHER),
    ),
  }));
  const best = Math.min(...far.map(({ far }) => far));
  if (best > Math.max(2, word.length / 3)) return [];
  return far
    .filter(({ far }) => far === best)
    .map(({ name }) => name)
    .slice(0, MOST_OFFERED);
};

const A_PART_IS_FARTHER = 0.5;

/** Letters to add, drop or change. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === wanted ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** What stands after the first statement; undefined when nothing does. */
export const secondStatement = (sql: string, first: string): Place | undefined => {
  const rest = piecesOf(sql.slice(first.length)).filter(({ text }) => text !== ';' && !isComment(text));
  const [start] = rest;
  const end = rest.at(-1);
  if (start === undefined || end === undefined) return undefined;
  return { from: first.length + start.from, to: first.length + end.to };
};
