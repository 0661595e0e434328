// From a request's path to a file of the build, or to nothing. A path never leaves the build's folder.

import { statSync } from 'node:fs';
import { join } from 'node:path';

export type Found = { kind: 'file'; file: string } | { kind: 'moved'; to: string } | { kind: 'none' };

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

const decode = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

/** Hidden files are not served, and `..`, `\` and NUL have no place in an address of this site. */
const isPlain = (segment: string): boolean => !segment.startsWith('.') && !/[\\\0]/.test(segment);

export const findFile = (folder: string, path: string): Found => {
  const decoded = decode(path);
  if (decoded === undefined) return { kind: 'none' };
  const segments = decoded.split('/').filter(Boolean);
  if (!segments.every(isPlain)) return { kind: 'none' };
  if (segments.length === 0) {
    const file = join(folder, 'index.html');
    return isFile(file) ? { kind: 'file', file } : { kind: 'none' };
  }
  const base = join(folder, ...segments);
  const file = [base, `${base}.html`, join(base, 'index.html')].find(isFile);
  if (file === undefined) return { kind: 'none' };
  // one address for each page: relative links would go wrong under /lessons/spans/
  if (decoded.endsWith('/')) return { kind: 'moved', to: `/${segments.map(encodeURIComponent).join('/')}` };
  return { kind: 'file', file };
};
