import { importOf, type Source, whereIs } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { type Down, explainDown, servicesDown } from './failed-start.ts';

const NO_MODULE = /Cannot find (?:package|module) '([^']+)'/;
const NO_NAME = /The requested module '([^']+)' does not provide an export named '([^']+)'/;
const NO_PATH = /Package subpath '([^']+)' is not defined/;

type Missing = { module: string; name?: string };

const missingIn = (lines: string[]): Missing | undefined => {
  for (const line of lines) {
    const [, module, name] = NO_NAME.exec(line) ?? [];
    if (module !== undefined && name !== undefined) return { module, name };
    const other = (NO_MODULE.exec(line) ?? NO_PATH.exec(line))?.[1];
    if (other !== undefined) return { module: other };
  }
  return undefined;
};

/** Node names a missing file by its whole path, and the import names it by its own words. */
const sameModule = (written: string, reported: string): boolean =>
  written === reported ||
  reported.endsWith(written.replace(/^(\.\.?\/)+/, '/').replace(/^#/, '/')) ||
  written.startsWith(`${reported}/`);

const importing = (
  { sources }: Down,
  { module }: Missing,
): { source: Source; position: number; written: string } | undefined => {
  for (const source of sources) {
    const exact = importOf(source, module);
    const node = exact ?? source.imports.find(one => sameModule(String(one.source.value), module));
    if (node) return { source, position: node.start, written: String(node.source.value) };
  }
  return undefined;
};

export const missingImport: Cause = {
  id: 'missing-import',
  title: 'An import leads nowhere',
  family: 'start',
  seen: 'The service ended before it began: Node could not find a module, or a name in it.',
  why: 'The name is misspelled, the package is another one, or the snippet is from an older version. In this shop a file is imported with its ending: `./orders.ts`.',
  fix: 'Compare the import with the README of the lab. Names that moved between versions of the SDK are a frequent reason.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const missing = missingIn(down.process.lines);
      if (missing === undefined) return [];
      const found = importing(down, missing);
      // a module that is missing elsewhere is not the learner's doing
      if (found === undefined) return [];
      const what =
        missing.name === undefined
          ? `There is no module "${found.written}".`
          : `"${missing.module}" has nothing called "${missing.name}".`;
      return explainDown(down, symptoms, {
        saw: `${down.process.service} did not start: an import leads nowhere.`,
        message: what,
        where: whereIs(found.source, found.position),
        next:
          missing.name === undefined
            ? 'Check the spelling, and the ending .ts of a file.'
            : 'Check the spelling of the name, and which package it comes from.',
      });
    }),
};
