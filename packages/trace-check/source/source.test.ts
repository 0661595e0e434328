import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsTo, importOf, lineWith, readSource, whereIs } from './source.ts';

const read = (text: string) =>
  readSource({
    service: 'order-service',
    file: 'place-order.ts',
    path: 'labs/NN/order-service/place-order.ts',
    text,
  });

const TYPED = `import { trace } from '@opentelemetry/api';
import type { Shop } from './shop.ts';

type Order = {
  id: string;
  // ä → a comment with letters of two bytes
  total: number;
};
const tracer = trace.getTracer('order-service');

export const placeOrder = async (shop: Shop, order: Order): Promise<Order> =>
  tracer.startActiveSpan('place order', async (span): Promise<Order> => {
    const saved = (await shop.save(order)) as Order;
    span!.end();
    return saved satisfies Order;
  });
`;

test('a line of the file is the line of the finding, whatever types stand before it', () => {
  const source = read(TYPED);
  assert.equal(source.syntaxError, undefined);
  const [start] = callsTo(source, 'startActiveSpan');
  const [end] = callsTo(source, 'end');
  assert.ok(start && end);
  assert.deepEqual(whereIs(source, start.node.start), {
    path: 'labs/NN/order-service/place-order.ts',
    line: 12,
    code: "  tracer.startActiveSpan('place order', async (span): Promise<Order> => {",
  });
  assert.equal(whereIs(source, end.node.start).line, 14);
});

test('calls are found by their last word and named in full', () => {
  const { calls } = read(
    'a.b.start(); await sdk?.start(); new NodeSDK(); (await get()).start(); list[0].start();',
  );
  assert.deepEqual(
    calls.map(call => call.name).sort(),
    ['list.?.start', 'NodeSDK', 'a.b.start', 'get', 'get().start', 'sdk.start'].sort(),
  );
  assert.equal(callsTo(read('sdk.start(); restart(); sdk.start.later();'), 'start').length, 1);
});

test('a call knows what it lies in, from the outside in', () => {
  const [call] = callsTo(read('function place() { if (yes) { span.end(); } }'), 'end');
  const kinds = call?.ancestors.map(node => node.type) ?? [];
  assert.equal(kinds[0], 'Program');
  assert.equal(kinds.at(-1), 'CallExpression');
  assert.ok(kinds.indexOf('FunctionDeclaration') < kinds.indexOf('IfStatement'));
});

test('calls come in the order of the file', () => {
  const names = read('c(b(a()));\nd();').calls.map(call => call.name);
  assert.deepEqual(names, ['c', 'b', 'a', 'd']);
});

test('imports of types are gone, and others are found by their module', () => {
  const source = read(TYPED);
  assert.equal(importOf(source, './shop.ts'), undefined);
  assert.equal(importOf(source, 'express', '@opentelemetry/api')?.source.value, '@opentelemetry/api');
});

test('a file that does not parse says the line, and offers nothing else', () => {
  const source = read("import { trace } from '@opentelemetry/api';\n\nconst a = {;\nconst b = 1;\n");
  assert.equal(source.program, undefined);
  assert.equal(source.syntaxError?.line, 3);
  assert.deepEqual([source.calls, source.imports], [[], []]);
});

test('a bracket that is never closed is told at the end, where Node misses it', () => {
  const source = read('export const f = () => {\n  g();\n');
  assert.equal(source.syntaxError?.line, 2);
});

test('TypeScript that must be compiled is a syntax error here', () => {
  for (const text of [
    'enum Color { Red }',
    'namespace N { export const a = 1; }',
    'class A { constructor(private a: string) {} }',
  ])
    assert.ok(read(text).syntaxError, text);
});

test('an empty file, one of comments and one from Windows are files', () => {
  assert.equal(read('').syntaxError, undefined);
  assert.equal(read('// TODO\n').syntaxError, undefined);
  const source = read("import a from 'a';\r\n\r\nsdk.start();\r\n");
  const [call] = callsTo(source, 'start');
  assert.equal(whereIs(source, call?.node.start ?? 0).line, 3);
});

test('a line is found by its text, and not in a comment', () => {
  const source = read("// url: 'x'\n/* url: 'x' */\nconst options = { url: 'http://localhost:4318' };\n");
  assert.equal(lineWith(source, /url:/)?.line, 3);
  assert.equal(lineWith(source, /nowhere/), undefined);
});
