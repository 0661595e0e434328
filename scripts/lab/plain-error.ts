// Node's words about a program that did not start, cut to what helps: where, the line, and the reason.

import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export type PlainError = { place?: string; code: string[]; reason: string };

/** `file:///w/tracing.ts:2`, `/w/tracing.ts:2`, `at f (file:///w/tracing.ts:2:3)`. */
const WITH_LINE = /(file:\/\/\S+?|\/\S+?|[A-Z]:\\\S+?):(\d+)(?::\d+)?\)?$/;
/** `Cannot find package 'x' imported from /w/tracing.ts`, `/w/routes.ts does not export routes.` */
const WITHOUT_LINE = /(\/\S+?\.ts)\b/;
const REASON = /\b\w*Error(?: \[[A-Z_]+\])?: .+/;
const COULD_NOT_START = /could not start\. (.+)/;
const INTERNAL = /node:internal|[\\/]node_modules[\\/]/;
const CARET = /^\s*\^+\s*$/;
const LONGEST_REASON = 300;

const toPath = (place: string): string => {
  try {
    return place.startsWith('file:') ? fileURLToPath(place) : place;
  } catch {
    return place;
  }
};

const placesIn = (line: string): { path: string; line?: string }[] => {
  const [, place, number] = WITH_LINE.exec(line.trim()) ?? [];
  if (place !== undefined && number !== undefined) return [{ path: toPath(place), line: number }];
  const [, path] = WITHOUT_LINE.exec(line) ?? [];
  return path === undefined ? [] : [{ path }];
};

/** The learner's own file is the best place to point at; then any other of the workshop. */
const placeOf = (lines: string[], root: string, folder: string): string | undefined => {
  const places = lines
    .filter(line => !INTERNAL.test(line))
    .flatMap(placesIn)
    .filter(({ path }) => path.startsWith(root));
  const best = places.find(({ path }) => path.startsWith(folder)) ?? places[0];
  if (best === undefined) return undefined;
  return [relative(root, best.path), best.line].filter(Boolean).join(':');
};

/** Node prints the place, the line and carets under it; it does so for its own files too. */
const codeOf = (lines: string[]): string[] => {
  const caret = lines.findIndex(
    (line, index) => CARET.test(line) && index > 1 && !INTERNAL.test(lines[index - 2] ?? ''),
  );
  return caret < 0 ? [] : lines.slice(caret - 1, caret + 1);
};

const reasonOf = (lines: string[]): string =>
  lines.map(line => REASON.exec(line)?.[0]).find(Boolean) ??
  lines.map(line => COULD_NOT_START.exec(line)?.[1]).find(Boolean) ??
  lines.findLast(line => line.trim() !== '' && !/^Node\.js v/.test(line)) ??
  '';

export const plainError = (output: string[], root: string, folder: string): PlainError => {
  // JSON lines are the service's log, the rest is what went wrong
  const lines = output.filter(line => !line.startsWith('{'));
  const place = placeOf(lines, root, folder);
  const reason = reasonOf(lines).trim().replaceAll(`${root}/`, '').slice(0, LONGEST_REASON);
  return {
    ...(place === undefined ? {} : { place }),
    code: codeOf(lines),
    reason: reason || 'It printed nothing.',
  };
};
