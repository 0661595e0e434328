// Lets the lessons show parts of the explorer, packages/trace-view: its sources lie outside of docs/, and the site's
// bundler reads them as they are.

import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import type { AcceptedPlugin } from 'postcss';

/**
 * Infima, the theme's base, styles every table, list and heading of a page, with more weight than a class less rule
 * has. In a layer of its own it yields to whatever else speaks of the same element.
 */
const infimaBelow: AcceptedPlugin = {
  postcssPlugin: 'infima-below',
  Once(root, { AtRule }) {
    if (!root.source?.input.file?.includes('/infima/')) return;
    const layer = new AtRule({ name: 'layer', params: 'infima', nodes: root.nodes });
    root.removeAll();
    root.append(layer);
  },
};

const EXPLORER_CHUNK = {
  name: 'explorer',
  test: /[\\/]packages[\\/]trace-(view|model)[\\/].*\.tsx?$/,
  chunks: 'async' as const,
  enforce: true,
};

export default ({ siteDir }: LoadContext): Plugin => {
  const packages = join(siteDir, '../packages');
  return {
    name: 'explorer',
    getPathsToWatch: () =>
      ['trace-view', 'trace-model'].map(name => join(packages, name, '**/*.{ts,tsx,css}')),
    configurePostCss: options => ({ ...options, plugins: [...options.plugins, infimaBelow] }),
    configureWebpack: (_, isServer) => ({
      // one file for all pages that show a trace
      ...(isServer ? {} : { optimization: { splitChunks: { cacheGroups: { explorer: EXPLORER_CHUNK } } } }),
      resolve: {
        alias: {
          '#trace-view': join(packages, 'trace-view'),
          '#trace-model': join(packages, 'trace-model'),
          // scripts/generate.ts writes it
          'cause-texts': join(siteDir, '.generated/cause-texts.js'),
        },
      },
    }),
  };
};
