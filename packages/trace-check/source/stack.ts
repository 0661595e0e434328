// From a stack trace to a line of the learner's: the innermost frame that lies in one of their files.

import type { Where } from '../finding.ts';
import type { Source } from './source.ts';

/** What is written between the folder of a service and the line: `/order-service/place-order.ts:12`. */
const PLACE = /\/([a-z-]+)\/([^/\s():]+):(\d+)/g;

const slashed = (path: string): string => path.replaceAll('\\', '/');

const inSource = (path: string, source: Source): boolean =>
  slashed(path).endsWith(`/${source.service}/${source.file}`);

export const whereAt = (path: string, line: number, sources: Source[]): Where | undefined => {
  const source = sources.find(one => inSource(path, one));
  return source && { path: source.path, line, code: source.text.split('\n')[line - 1] ?? '' };
};

/** The rest of the path is not read: it may hold spaces, escapes or the letter of a drive. */
export const whereInStack = (stack: string[], sources: Source[]): Where | undefined => {
  for (const text of stack)
    for (const [, service, file, line] of slashed(text).matchAll(PLACE)) {
      const where = whereAt(`/${service}/${file}`, Number(line), sources);
      if (where) return where;
    }
  return undefined;
};
