// A learner's file, parsed. Node strips the types without moving anything, so a place in the tree
// is a place in the file.

import { stripTypeScriptTypes } from 'node:module';
import {
  type AnyNode,
  type CallExpression,
  type ImportDeclaration,
  type NewExpression,
  type Program,
  parse,
} from 'acorn';
import { ancestor } from 'acorn-walk';
import type { SourceRecord } from '../evidence.ts';
import type { Where } from '../finding.ts';
import type { ServiceName } from '../launch/service.ts';

export type Call = {
  /** `sdk.start`, `tracer.startActiveSpan`, `OTLPTraceExporter`. */
  name: string;
  node: CallExpression | NewExpression;
  /** From the outermost node down to the call itself. */
  ancestors: AnyNode[];
};

export type Source = {
  service: ServiceName;
  file: string;
  path: string;
  text: string;
  /** Absent when the file does not parse; `syntaxError` says where. */
  program: Program | undefined;
  syntaxError?: { message: string; line: number };
  calls: Call[];
  imports: ImportDeclaration[];
};

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

// node warns once that stripTypeScriptTypes may still change; a learner can do nothing with that
const quietly = <Result>(run: () => Result): Result => {
  const emit = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return run();
  } finally {
    process.emitWarning = emit;
  }
};

const nameOf = (node: AnyNode): string => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression')
    return `${nameOf(node.object)}.${node.property.type === 'Identifier' ? node.property.name : '?'}`;
  if (node.type === 'ChainExpression') return nameOf(node.expression);
  if (node.type === 'CallExpression') return `${nameOf(node.callee)}()`;
  if (node.type === 'AwaitExpression') return nameOf(node.argument);
  return '?';
};

const collectCalls = (program: Program): Call[] => {
  const calls: Call[] = [];
  const visit = (node: CallExpression | NewExpression, _state: unknown, ancestors: AnyNode[]): void => {
    calls.push({ name: nameOf(node.callee), node, ancestors: [...ancestors] });
  };
  ancestor(program, { CallExpression: visit, NewExpression: visit });
  return calls.sort((a, b) => a.node.start - b.node.start);
};

/** acorn tells a position; Node puts the line before the text of the error, as `:3`. */
const lineOfError = (error: unknown, text: string): number => {
  if (!(error instanceof Error)) return 1;
  if ('pos' in error && typeof error.pos === 'number') return lineAt(text, error.pos);
  return Number(/^[^\n]*:(\d+)\n/.exec(error.stack ?? '')?.[1] ?? 1);
};

export const readSource = (record: SourceRecord): Source => {
  try {
    const code = quietly(() => stripTypeScriptTypes(record.text));
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    return {
      ...record,
      program,
      calls: collectCalls(program),
      imports: program.body.filter(node => node.type === 'ImportDeclaration'),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = lineOfError(error, record.text);
    return { ...record, program: undefined, syntaxError: { message, line }, calls: [], imports: [] };
  }
};

export const whereIs = (source: Source, position: number): Where => {
  const line = lineAt(source.text, position);
  return { path: source.path, line, code: source.text.split('\n')[line - 1] ?? '' };
};

/** Calls by the last word of their name: `callsTo(source, 'start')` finds `sdk.start()`. */
export const callsTo = (source: Source, ...names: string[]): Call[] =>
  source.calls.filter(call => names.includes(call.name.split('.').at(-1) ?? ''));

export const importOf = (source: Source, ...modules: string[]): ImportDeclaration | undefined =>
  source.imports.find(node => modules.includes(String(node.source.value)));

/** The first line that matches, for what is easier seen in text than in a tree. */
export const lineWith = (source: Source, pattern: RegExp): Where | undefined => {
  const lines = source.text.split('\n');
  const index = lines.findIndex(line => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line));
  return index < 0 ? undefined : { path: source.path, line: index + 1, code: lines[index] ?? '' };
};
