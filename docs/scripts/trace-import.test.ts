import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Node, traceImport } from './trace-import.ts';

const page = (...children: Node[]): Node => ({ type: 'root', children });
const element = (name: string, ...children: Node[]): Node => ({ type: 'mdxJsxFlowElement', name, children });
const imports = (tree: Node): number => {
  traceImport()(tree);
  return (tree.children ?? []).filter(({ type }) => type === 'mdxjsEsm').length;
};

test('a page that shows a trace imports the waterfall once, wherever the trace stands', () => {
  assert.equal(imports(page(element('Waterfall'), element('Waterfall'))), 1);
  assert.equal(imports(page(element('Predict', { type: 'paragraph', children: [element('Waterfall')] }))), 1);
});

test('a page without a trace does not', () => {
  assert.equal(imports(page(element('Quiz'), { type: 'text', value: '<Waterfall />' })), 0);
});
