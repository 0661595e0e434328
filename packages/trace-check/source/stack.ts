// From a stack trace to a line of the learner's: the innermost frame that lies in one of their files.

import type { Where } from '../finding.ts';
import type { Source } from './source.ts';

const FRAME = /(?:\(|at |^)(?:file:\/\/)?(\/[^\s():]+|[A-Z]:[^\s():]+):(\d+)(?::\d+)?/;

const inSource = (path: string, source: Source): boolean =>
  path.replaceAll('\\', '/').endsWith(`/${source.service}/${source.file}`);

export const whereAt = (path: string, line: number, sources: Source[]): Where | undefined => {
  const source = sources.find(one => inSource(path, one));
  return source && { path: source.path, line, code: source.text.split('\n')[line - 1] ?? '' };
};

export const whereInStack = (stack: string[], sources: Source[]): Where | undefined => {
  for (const text of stack) {
    const [, path, line] = FRAME.exec(text) ?? [];
    if (path === undefined) continue;
    const where = whereAt(path, Number(line), sources);
    if (where) return where;
  }
  return undefined;
};
