// A lesson that shows a trace gets the import of <Waterfall>, so nobody has to write it, and pages without a trace
// don't load a third of the explorer. A remark plugin.

export type Node = { type: string; name?: string | null; children?: Node[]; data?: object; value?: string };

const WATERFALL = 'Waterfall';
const FILE = '@site/src/components/Waterfall/index.tsx';

const shows = (node: Node): boolean =>
  (node.type.startsWith('mdxJsx') && node.name === WATERFALL) || (node.children ?? []).some(shows);

/** As MDX reads `import Waterfall from '…'`. */
const importOf = (name: string, file: string): Node => ({
  type: 'mdxjsEsm',
  value: '',
  data: {
    estree: {
      type: 'Program',
      sourceType: 'module',
      body: [
        {
          type: 'ImportDeclaration',
          attributes: [],
          specifiers: [{ type: 'ImportDefaultSpecifier', local: { type: 'Identifier', name } }],
          source: { type: 'Literal', value: file, raw: JSON.stringify(file) },
        },
      ],
    },
  },
});

export const traceImport =
  () =>
  (tree: Node): void => {
    if (shows(tree)) tree.children?.unshift(importOf(WATERFALL, FILE));
  };
