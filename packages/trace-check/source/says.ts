// Where a span is told something: an attribute set, an event added, a status given, an exception recorded.
// As with all sources, what is not found is left out of a finding.

import type { AnyNode, Node } from 'acorn';
import { full } from 'acorn-walk';
import type { Where } from '../finding.ts';
import { sameName } from '../names.ts';
import { type Call, callsTo, type Source, whereIs } from './source.ts';

const within = (node: Node, outer: Node): boolean => node.start >= outer.start && node.end <= outer.end;

const textOf = (node: AnyNode): string | undefined => {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0]?.value.cooked ?? '';
  return undefined;
};

/** Strings that fit, in the order of the file: as values, and as the keys of an object. */
const stringsIn = (source: Source, fits: (text: string) => boolean): AnyNode[] => {
  const found: AnyNode[] = [];
  if (source.program === undefined) return found;
  full(source.program, node => {
    const text = textOf(node);
    if (text !== undefined && fits(text)) found.push(node);
    // the walker goes past keys that are not computed
    if (node.type === 'Property' && !node.computed) {
      const key = node.key.type === 'Identifier' ? node.key.name : textOf(node.key);
      if (key !== undefined && fits(key)) found.push(node.key);
    }
  });
  return found.sort((a, b) => a.start - b.start);
};

/** Whether the code, not a comment, holds a string that fits. */
export const names = (source: Source, fits: (text: string) => boolean): boolean =>
  stringsIn(source, fits).length > 0;

const firstOf = <Found>(
  sources: Source[],
  find: (source: Source) => Found | undefined,
): Found | undefined => {
  for (const source of sources) {
    const found = find(source);
    if (found !== undefined) return found;
  }
  return undefined;
};

const at = (source: Source, node: Node | undefined): Where | undefined =>
  node === undefined ? undefined : whereIs(source, node.start);

/** `setAttribute('app.payment.amount', …)`, `{ 'app.payment.amount': … }`, or a constant of that text. */
export const whereKey = (sources: Source[], key: string): Where | undefined =>
  firstOf(sources, source => at(source, stringsIn(source, text => text === key)[0]));

export const whereEvent = (sources: Source[], name: string): Where | undefined =>
  firstOf(sources, source => {
    const strings = stringsIn(source, text => sameName(text, name));
    return at(source, strings.find(string => isAdded(source, string)) ?? strings[0]);
  });

const isAdded = (source: Source, string: AnyNode): boolean =>
  callsTo(source, 'addEvent').some(call => within(string, call.node));

/** Whether an event of this name is added, or its very name is kept in a constant. */
export const namesEvent = (source: Source, name: string): boolean =>
  names(source, text => text === name) ||
  stringsIn(source, text => sameName(text, name)).some(string => isAdded(source, string));

/** The first call of that name: `whereCalled(sources, 'recordException')`. */
export const whereCalled = (sources: Source[], ...names: string[]): Where | undefined =>
  firstOf(sources, source => at(source, callsTo(source, ...names)[0]?.node));

const mentions = (source: Source, call: Call, word: RegExp): boolean =>
  word.test(source.text.slice(call.node.start, call.node.end));

/** `setStatus` with this code, by its name or by its number. */
export const whereStatus = (sources: Source[], code: 'OK' | 'ERROR'): Where | undefined => {
  const word = code === 'OK' ? /\bOK\b|code:\s*1\b/ : /\bERROR\b|code:\s*2\b/;
  return firstOf(sources, source => {
    const calls = callsTo(source, 'setStatus');
    return at(source, calls.find(call => mentions(source, call, word))?.node);
  });
};

/** A `setStatus` that is not the one of OK, whatever its code. */
export const whereStatusTried = (sources: Source[]): Where | undefined =>
  firstOf(sources, source => {
    const calls = callsTo(source, 'setStatus');
    return at(source, calls.find(call => !mentions(source, call, /\bOK\b|code:\s*1\b/))?.node);
  });

type Handler = { node: AnyNode; param: string | undefined; throws: boolean };

const nameOfParam = (node: AnyNode | null | undefined): string | undefined =>
  node?.type === 'Identifier' ? node.name : undefined;

const throwsIn = (body: AnyNode): boolean => {
  let found = false;
  full(body, node => {
    if (node.type === 'ThrowStatement') found = true;
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { property } = node.callee;
      if (property.type === 'Identifier' && property.name === 'reject') found = true;
    }
    // an Express handler may hand its error on instead of throwing it
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'next')
      found = true;
  });
  return found;
};

const handlersIn = (source: Source): Handler[] => {
  const handlers: Handler[] = [];
  if (source.program === undefined) return handlers;
  full(source.program, node => {
    if (node.type === 'CatchClause')
      handlers.push({ node, param: nameOfParam(node.param), throws: throwsIn(node.body) });
  });
  for (const call of callsTo(source, 'catch')) {
    const [handler] = call.node.arguments;
    if (handler)
      handlers.push({
        node: handler,
        param: 'params' in handler ? nameOfParam(handler.params[0]) : undefined,
        throws: throwsIn(handler),
      });
  }
  return handlers.sort((a, b) => a.node.start - b.node.start);
};

/** The first catch that keeps an error to itself. */
export const whereCaughtForGood = (sources: Source[]): Where | undefined =>
  firstOf(sources, source => at(source, handlersIn(source).find(handler => !handler.throws)?.node));

/** `catch (error) { throw new Error(…) }`: another error than the one that was caught. */
export const whereThrownAnew = (sources: Source[]): Where | undefined =>
  firstOf(sources, source => {
    const found: Node[] = [];
    for (const { node, param } of handlersIn(source))
      full(node, inner => {
        if (inner.type !== 'ThrowStatement') return;
        const { argument } = inner;
        if (argument.type !== 'Identifier' || argument.name !== param) found.push(inner);
      });
    return at(source, found[0]);
  });

/** A catch that returns a value in place of the error, on one of its ways. */
export const whereReturnedInCatch = (sources: Source[]): Where | undefined =>
  firstOf(sources, source => {
    const found: Node[] = [];
    for (const handler of handlersIn(source))
      full(handler.node, node => {
        if (node.type === 'ReturnStatement' && node.argument) found.push(node);
      });
    return at(source, found[0]);
  });

/** An answer given inside a catch: `response.status(500).json(…)`; the last one, as special cases come first. */
export const whereCaughtAndAnswered = (sources: Source[]): Where | undefined =>
  firstOf(sources, source => {
    const handlers = handlersIn(source);
    const answers = callsTo(source, 'json', 'send', 'end', 'sendStatus').filter(call =>
      handlers.some(handler => within(call.node, handler.node)),
    );
    const answer = answers.findLast(call => /\b(json|send|sendStatus)$/.test(call.name));
    return answer && whereIs(source, answer.node.end - 1);
  });
