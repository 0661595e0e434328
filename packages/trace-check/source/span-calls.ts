// Where a span is made by hand: the call that starts it, the code it lies round, the calls that end it.
// People write this in many ways; what is not found here is left out of a finding, never guessed.

import type { AnyNode, Node } from 'acorn';
import type { Where } from '../finding.ts';
import { sameName } from '../names.ts';
import { type Call, lineWith, type Source, whereIs } from './source.ts';

export type SpanStart = {
  source: Source;
  call: Call;
  /** How it was started; `other` is a helper of the learner's own. */
  by: 'startActiveSpan' | 'startSpan' | 'other';
  /** The variable the span goes by, where it has one. */
  variable: string | undefined;
  /** The code that runs while the span is meant to be open. */
  scope: AnyNode | undefined;
};

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);

export const isFunction = (node: AnyNode): boolean => FUNCTIONS.has(node.type);

/** The text of a name as written, with `#` for what is put in: `reserve item #`. */
const literal = (node: AnyNode): string | undefined => {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral') return node.quasis.map(part => part.value.cooked ?? '').join('#');
  if (node.type === 'BinaryExpression' && node.operator === '+' && node.left.type !== 'PrivateIdentifier') {
    const [left, right] = [literal(node.left), literal(node.right)];
    return left === undefined && right === undefined ? undefined : `${left ?? '#'}${right ?? '#'}`;
  }
  return undefined;
};

export const lastWord = (call: Call): string => call.name.split('.').at(-1) ?? '';

const callbackOf = (call: Call): AnyNode | undefined => call.node.arguments.findLast(isFunction);

const paramOf = (callback: AnyNode | undefined): string | undefined => {
  if (callback === undefined || !('params' in callback)) return undefined;
  const [first] = callback.params;
  return first?.type === 'Identifier' ? first.name : undefined;
};

/** `const span = tracer.startSpan(…)` */
const declaredAs = (call: Call): string | undefined => {
  const parent = call.ancestors.at(-2);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.name;
  return undefined;
};

const enclosingFunction = (call: Call): AnyNode | undefined =>
  call.ancestors.slice(0, -1).findLast(node => isFunction(node));

const startOfCall = (source: Source, call: Call): SpanStart => {
  const callback = callbackOf(call);
  const word = lastWord(call);
  return {
    source,
    call,
    by: word === 'startActiveSpan' || word === 'startSpan' ? word : 'other',
    variable: paramOf(callback) ?? declaredAs(call),
    scope: callback ?? enclosingFunction(call) ?? source.program,
  };
};

const named = (call: Call, fits: (name: string) => boolean): boolean =>
  call.node.arguments.some(argument => {
    const text = literal(argument);
    return text !== undefined && fits(text);
  });

// faults.at('save order') and log('save order') carry the same words and start no span
const NO_STARTS = new Set(['at', 'log', 'info', 'addEvent', 'getTracer', 'setAttribute', 'updateName']);

const startsNamed = (sources: Source[], fits: (name: string) => boolean): SpanStart[] =>
  sources.flatMap(source =>
    source.calls
      .filter(call => !NO_STARTS.has(lastWord(call)) && named(call, fits))
      .map(call => startOfCall(source, call)),
  );

/** The calls that start a span of this name, those of the API before those of a helper. */
export const startsOf = (sources: Source[], name: string): SpanStart[] => {
  const found = startsNamed(sources, text => sameName(text, name));
  const own = found.filter(start => start.by !== 'other');
  return own.length > 0 ? own : found.filter(start => callbackOf(start.call) !== undefined);
};

/** The same for a name with a value put into it: `reserve item ${index}`. */
export const startsLike = (sources: Source[], names: string[]): SpanStart[] =>
  startsNamed(sources, text => {
    if (!text.includes('#')) return false;
    const [before = '', ...rest] = text.split('#');
    const after = rest.at(-1) ?? '';
    return names.every(name => name.startsWith(before) && name.endsWith(after));
  });

export const within = (node: Node, outer: Node): boolean =>
  node.start >= outer.start && node.end <= outer.end;

/** Calls on the span of this start: `callsOn(start, 'end')`. */
export const callsOn = (start: SpanStart, ...methods: string[]): Call[] => {
  const { source, variable, scope } = start;
  if (variable === undefined || scope === undefined) return [];
  return source.calls.filter(
    call => methods.some(method => call.name === `${variable}.${method}`) && within(call.node, scope),
  );
};

export const inFinally = (call: Call): boolean =>
  call.ancestors.some(
    node => node.type === 'TryStatement' && node.finalizer && within(call.node, node.finalizer),
  );

export const inLoop = (call: Call): AnyNode | undefined =>
  call.ancestors.find(node => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type));

/** The name of the function a span is started in: `reserveItem`. */
export const functionRound = (start: SpanStart): string | undefined => {
  const holder = start.call.ancestors.findLast(
    node =>
      node.type === 'FunctionDeclaration' ||
      (node.type === 'VariableDeclarator' &&
        node.init !== null &&
        node.init !== undefined &&
        isFunction(node.init)),
  );
  if (holder?.type === 'VariableDeclarator')
    return holder.id.type === 'Identifier' ? holder.id.name : undefined;
  return holder?.type === 'FunctionDeclaration' ? holder.id?.name : undefined;
};

/** The line a finding should show for a span of this name. */
export const whereStarted = (sources: Source[], name: string): Where | undefined => {
  const [first] = startsOf(sources, name);
  if (first) return whereIs(first.source, nameArgument(first.call)?.start ?? first.call.node.start);
  for (const source of sources) {
    const where = lineWith(source, new RegExp(`['"\`]${name.replace(/[^\w ]/g, '.')}['"\`]`, 'i'));
    if (where) return where;
  }
  return undefined;
};

const nameArgument = (call: Call): AnyNode | undefined =>
  call.node.arguments.find(argument => literal(argument) !== undefined);

export const whereStart = (start: SpanStart): Where =>
  whereIs(start.source, nameArgument(start.call)?.start ?? start.call.node.start);
