// Calls nobody waits for: their work goes on after the span round them has ended, or fails where no catch hears it.

import { full } from 'acorn-walk';
import type { Where } from '../finding.ts';
import { type Call, type Source, whereIs } from './source.ts';
import { isFunction, lastWord, type SpanStart, within } from './span-calls.ts';

const isAwaited = (call: Call): boolean => call.ancestors.at(-2)?.type === 'AwaitExpression';

/** `markFailed(span, error)`: a helper that tells the span something is no step. */
const takesSpan = (call: Call, { variable }: SpanStart): boolean =>
  call.node.arguments.some(argument => argument.type === 'Identifier' && argument.name === variable);

/** What these return is there at once. */
const INSTANT = new Set(
  'Array BigInt Date JSON Math Number Object String console context performance process trace tracer'.split(
    ' ',
  ),
);

const isInstant = (call: Call): boolean =>
  lastWord(call) !== 'startActiveSpan' && INSTANT.has(call.name.split('.')[0] ?? '');

/** The functions of this file that return a promise, as far as one can see. */
const asyncNames = (source: Source): Set<string> => {
  const names = new Set<string>();
  if (source.program === undefined) return names;
  full(source.program, node => {
    if (node.type === 'FunctionDeclaration' && node.async && node.id) names.add(node.id.name);
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return;
    const { init } = node;
    if (init?.type !== 'ArrowFunctionExpression' && init?.type !== 'FunctionExpression') return;
    if (init.async || init.body.type === 'CallExpression') names.add(node.id.name);
  });
  return names;
};

const ON_LISTS = new Set(['push', 'set', 'add', 'unshift', 'forEach']);
const LATER = new Set(['setTimeout', 'setImmediate', 'queueMicrotask']);

const mayTakeTime = (call: Call, own: Set<string>): boolean => {
  if (!call.name.includes('.')) return own.has(call.name) || LATER.has(call.name);
  return !isInstant(call) && !ON_LISTS.has(lastWord(call));
};

export type Unawaited = { call: Call; returned: boolean };

/** `return work()` or `work();` while a span is open: it may end before the work does. */
export const unawaitedIn = (start: SpanStart): Unawaited | undefined => {
  const { source, scope, call: own, variable } = start;
  if (scope === undefined) return undefined;
  const names = asyncNames(source);
  const awaited = source.calls.filter(call => call !== own && within(call.node, scope) && isAwaited(call));
  for (const call of source.calls) {
    if (call === own || !within(call.node, scope) || call.name.split('.')[0] === variable) continue;
    if (takesSpan(call, start)) continue;
    // a call that is part of an awaited one is waited for by it
    if (awaited.some(outer => within(call.node, outer.node))) continue;
    const parent = call.ancestors.at(-2);
    // the result of the function itself, not of a callback inside it
    const returned =
      parent?.type === 'ReturnStatement' &&
      call.ancestors.findLast((node, index) => index < call.ancestors.length - 1 && isFunction(node)) ===
        scope;
    const dropped =
      parent?.type === 'ExpressionStatement' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'void');
    if ((returned && !isInstant(call)) || (dropped && mayTakeTime(call, names))) return { call, returned };
  }
  return undefined;
};

/** The first call of an async function of one's own that stands alone, and is not awaited. */
export const whereDropped = (sources: Source[]): Where | undefined => {
  for (const source of sources) {
    const names = asyncNames(source);
    const call = source.calls.find(
      one => names.has(one.name) && one.ancestors.at(-2)?.type === 'ExpressionStatement',
    );
    if (call) return whereIs(source, call.node.start);
  }
  return undefined;
};
