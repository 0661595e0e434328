// A part is a file of a service that a lab may replace: labs/03-spans/order-service/place-order.ts
// takes the place of services/order-service/place-order.ts while lab 03 runs.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from './config.ts';

export class PartError extends Error {
  override name = 'PartError';
}

/** Loads `file` from the first part folder that has it, or the service's own. `exports` are the names it must offer. */
export const loadPart = async <Part extends object>(
  config: Config,
  file: string,
  exports: (keyof Part & string)[],
): Promise<Part> => {
  const own = join(import.meta.dirname, '..');
  const folder = [...config.partDirs, own].find(dir => existsSync(join(dir, config.service, file)));
  if (folder === undefined) throw new PartError(`${config.service} has no part ${file}.`);
  const path = join(folder, config.service, file);
  const part: Part = await import(pathToFileURL(path).href);
  const missing = exports.filter(name => !(name in part));
  if (missing.length > 0) {
    const found = Object.keys(part).join(', ') || 'nothing';
    throw new PartError(`${path} does not export ${missing.join(', ')}. It exports ${found}.`);
  }
  return part;
};
