// Where in the text an error of SQLite is. Node hands on what SQLite says, not the offset it knows.

import { lastOf, nameWords, unexpectedWords, unquoted, unreadableWords } from './sql-words.ts';

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
  const found = piecesOf(sql).find(
    ({ text }) => !isComment(text) && unquoted(text).toLowerCase() === name.toLowerCase(),
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
    const isFirst = place !== undefined && sql.slice(0, place.from).trim() === '';
    return { message: unexpectedWords(near, isFirst), ...(place && { place }) };
  }
  const token = /^unrecognized token: "([\s\S]+)"$/.exec(message)?.[1];
  if (token !== undefined) {
    const place = placeOfToken(sql, token, message, complaint);
    return { message: unreadableWords(token), ...(place && { place }) };
  }
  if (message === 'incomplete input') {
    const to = sql.trimEnd().length;
    return { message: 'The query ends too early.', place: { from: Math.max(0, to - 1), to } };
  }
  const [, what, name] =
    /^(no such column|no such table|no such function|ambiguous column name|misuse of aggregate(?: function)?|misuse of window function|wrong number of arguments to function):? (?:function )?(.+?)(?:\(\))?(?: - should this be .*)?$/.exec(
      message,
    ) ?? [];
  if (what === undefined || name === undefined) return { message: `${message}.` };
  const place = placeOfName(sql, unquoted(name)) ?? placeOfName(sql, lastOf(unquoted(name)));
  return { message: nameWords(what, name), ...(place && { place }) };
};

/** What stands after the first statement; undefined when nothing does. */
export const secondStatement = (sql: string, first: string): Place | undefined => {
  const rest = piecesOf(sql.slice(first.length)).filter(({ text }) => text !== ';' && !isComment(text));
  const [start] = rest;
  const end = rest.at(-1);
  if (start === undefined || end === undefined) return undefined;
  return { from: first.length + start.from, to: first.length + end.to };
};
