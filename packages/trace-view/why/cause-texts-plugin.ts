// The words of the checker's causes, for the cards in the viewer: read from its catalog when the pages are
// built, so both say the same. The catalog itself reads source files and can't go into a browser.

import type { Plugin } from 'esbuild';
import { CATALOG } from '#trace-check/catalog.ts';

export const causeTexts: Plugin = {
  name: 'cause-texts',
  setup: build => {
    build.onResolve({ filter: /^cause-texts$/ }, ({ path }) => ({ path, namespace: 'cause-texts' }));
    build.onLoad({ filter: /.*/, namespace: 'cause-texts' }, () => ({
      contents: `export const CAUSE_TEXTS = ${JSON.stringify(Object.fromEntries(CATALOG.map(cause => [cause.id, cause])))};`,
      loader: 'js',
    }));
  },
};
