// A verdict as a person reads it in a terminal. It says the same without color, and read aloud.

import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { openCase, type RequestView } from '../case.ts';
import type { Evidence } from '../evidence.ts';
import type { Finding, Verdict } from '../finding.ts';
import type { Lab } from '../lab.ts';
import { actualLines, expectedLines, type TreeLine, treeView } from './tree.ts';

type Colors = ReturnType<typeof pc.createColors>;

export type ReportOptions = {
  width: number;
  color: boolean;
  /** How a learner asks again: `npm run check-lab 01`. */
  command: string;
  /** Where the judged trace can be opened, if somebody holds it. */
  traceUrl?: (traceId: string) => string;
  /** Where this report can be opened as a page, if somebody keeps it. */
  pageUrl?: string;
  lessonsUrl: string;
};

const INDENT = '  ';
const LABEL_WIDTH = 8;
const MARK_WIDTH = 10;
const NARROWEST = 40;
/** Two trees fit beside each other from here on. */
const SIDE_BY_SIDE = 100;
const TREE_LINES = 14;

/** A word longer than a line is broken, wherever that is. */
const breakable = (word: string, width: number): string[] =>
  word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [word]);

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

export const wrap = (text: string, width: number): string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .flatMap(paragraph => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ').flatMap(one => breakable(one, width))) {
        if (line !== '' && line.length + 1 + word.length > width) {
          lines.push(line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, line];
    });

const labelled = (name: string, text: string, width: number, c: Colors): string[] =>
  wrap(text, Math.max(NARROWEST, width - INDENT.length - LABEL_WIDTH)).map(
    (line, index) => `${INDENT}${c.dim((index === 0 ? name : '').padEnd(LABEL_WIDTH))}${line}`,
  );

/** Where it is too long the name is cut; what is noted beside it stays. */
const treeText = ({ depth, text, note }: TreeLine, width: number): string => {
  const tail = note === undefined ? '' : `  ← ${note}`;
  return `${cut(`${'  '.repeat(depth)}${text}`, width - tail.length)}${tail}`;
};

const paint = (line: TreeLine, text: string, c: Colors): string => (line.mark ? c.red(text) : text);

const shorten = (lines: TreeLine[]): TreeLine[] =>
  lines.length <= TREE_LINES
    ? lines
    : [...lines.slice(0, TREE_LINES - 1), { depth: 0, text: `… and ${lines.length - TREE_LINES + 1} more` }];

const trees = (
  lab: Lab,
  view: RequestView | undefined,
  concerned: ReadonlySet<string>,
  { width }: ReportOptions,
  c: Colors,
): string[] => {
  const left = shorten(expectedLines(lab.expected.tree, view));
  const right = view === undefined ? [] : shorten(actualLines(lab.expected.tree, view, concerned));
  const nothing: TreeLine[] = [{ depth: 0, text: '(no spans)', mark: 'odd' }];
  const arrived = right.length > 0 ? right : nothing;
  if (width < SIDE_BY_SIDE)
    return [
      `${INDENT}${c.dim('expected')}`,
      ...left.map(line => `${INDENT}${INDENT}${paint(line, treeText(line, width - 4), c)}`),
      `${INDENT}${c.dim('arrived')}`,
      ...arrived.map(line => `${INDENT}${INDENT}${paint(line, treeText(line, width - 4), c)}`),
    ];
  const column = Math.floor((width - INDENT.length - 3) / 2);
  const rows = Math.max(left.length, arrived.length);
  const lines = [`${INDENT}${c.dim('expected'.padEnd(column))}   ${c.dim('arrived')}`];
  for (let row = 0; row < rows; row++) {
    const a = left[row];
    const b = arrived[row];
    const aText = a ? treeText(a, column) : '';
    const bText = b ? treeText(b, column) : '';
    lines.push(
      `${INDENT}${a ? paint(a, aText.padEnd(column), c) : ''.padEnd(column)}   ${b ? paint(b, bText, c) : ''}`.trimEnd(),
    );
  }
  return lines;
};

const findingLines = (finding: Finding, options: ReportOptions, c: Colors): string[] => {
  const { width } = options;
  const lines = [
    `${INDENT}${c.bold(`Fix this first`)} ${c.dim(`(task ${finding.task}, ${finding.cause})`)}`,
    '',
    ...labelled('saw', finding.saw, width, c),
    ...labelled('cause', finding.message, width, c),
  ];
  if (finding.where) {
    const { path, line, code } = finding.where;
    // in one piece, however long: an editor's terminal opens it at a click
    lines.push(`${INDENT}${c.dim('where'.padEnd(LABEL_WIDTH))}${path}:${line}`);
    const shown = cut(`${line} │ ${code.trim()}`, width - INDENT.length - LABEL_WIDTH);
    if (code.trim() !== '') lines.push(`${INDENT}${''.padEnd(LABEL_WIDTH)}${c.cyan(shown)}`);
  }
  lines.push(...labelled('next', finding.next, width, c));
  return lines;
};

const STRUCTURAL = new Set(['silence', 'structure', 'identity']);

export const renderTerminal = (
  lab: Lab,
  verdict: Verdict,
  evidence: Evidence,
  familyOf: (cause: string) => string,
  options: ReportOptions,
): string => {
  const c = pc.createColors(options.color);
  const lines = ['', `${c.bold(verdict.title)} ${c.dim(verdict.lab)}`, ''];
  for (const task of verdict.tasks) {
    const mark = task.passed ? c.green('✓ done   ') : c.yellow('○ not yet');
    const [head, ...more] = wrap(`${task.id}. ${task.title}`, options.width - INDENT.length - MARK_WIDTH);
    lines.push(`${INDENT}${mark} ${head}`, ...more.map(text => `${INDENT}${' '.repeat(MARK_WIDTH)}${text}`));
  }
  lines.push('');

  const [first, ...rest] = verdict.findings;
  if (first !== undefined) {
    lines.push(...findingLines(first, options, c), '');
    if (STRUCTURAL.has(familyOf(first.cause))) {
      const seen = openCase(lab, evidence);
      const view = treeView(seen, first);
      if (evidence.requests.length > 0)
        lines.push(...trees(lab, view, new Set(first.evidence.spanIds), options, c), '');
    }
    if (rest.length > 0)
      lines.push(
        `${INDENT}${c.dim(`After that: ${rest.length} more. Fix the first and check again; some may go with it.`)}`,
      );
    lines.push(`${INDENT}${c.dim(`More on this: ${options.lessonsUrl}/causes/${first.cause}`)}`);
    lines.push(`${INDENT}${c.dim(`Stuck? ${options.command} -- --hint ${first.task}`)}`);
  } else {
    const [head, ...more] = wrap(lab.goal, options.width - INDENT.length - LABEL_WIDTH);
    lines.push(`${INDENT}${c.green(c.bold('Passed.'))} ${head}`);
    lines.push(...more.map(text => `${INDENT}${''.padEnd(LABEL_WIDTH)}${text}`));
    lines.push(`${INDENT}Now read "Look at what you made" in labs/${verdict.lab}/README.md.`);
  }
  const traceId = first?.evidence.traceId ?? traceOf(lab, evidence);
  if (traceId && options.traceUrl) lines.push(`${INDENT}${c.dim(`The trace: ${options.traceUrl(traceId)}`)}`);
  if (options.pageUrl) lines.push(`${INDENT}${c.dim(`Expected and arrived: ${options.pageUrl}`)}`);
  lines.push('');
  return lines.join('\n');
};

const traceOf = (lab: Lab, evidence: Evidence): string | undefined =>
  openCase(lab, evidence).requests.find(view => view.name === lab.expected.request)?.spans[0]?.traceId;
