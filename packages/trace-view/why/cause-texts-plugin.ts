// The words of the checker's causes, for the cards in the viewer: read from its catalog when the pages are
// built, so both say the same. The catalog itself reads source files and can't go into a browser. Of its hundred
// causes the pages speak of two dozen: all of them would be 15 kB more to load, packed.

import type { Plugin } from 'esbuild';
import { CATALOG } from '#trace-check/catalog.ts';
import { REASONS } from '../mail/reasons.ts';
import { EXPLANATIONS } from './explanations.ts';

const shown = new Set([
  ...Object.values(EXPLANATIONS).flatMap(told => ('cause' in told ? [told.cause] : [])),
  ...Object.values(REASONS).flatMap(({ cause }) => (cause === undefined ? [] : [cause])),
]);

const texts = (): string =>
  JSON.stringify(
    Object.fromEntries(
      CATALOG.filter(({ id }) => shown.has(id)).map(({ id, title, why, fix }) => [
        id,
        { id, title, why, fix },
      ]),
    ),
  );

export const causeTexts: Plugin = {
  name: 'cause-texts',
  setup: build => {
    build.onResolve({ filter: /^cause-texts$/ }, ({ path }) => ({ path, namespace: 'cause-texts' }));
    build.onLoad({ filter: /.*/, namespace: 'cause-texts' }, () => ({
      contents: `export const CAUSE_TEXTS = ${texts()};`,
      loader: 'js',
    }));
  },
};
