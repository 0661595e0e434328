// Puts the board on a terminal and keeps it in its place there. Elsewhere (a pipe, CI) each new line is
// printed once, when it first says something new.

import { stripVTControlCharacters } from 'node:util';

const CLEAR_BELOW = '\u001b[0J';
const up = (rows: number): string => (rows > 0 ? `\u001b[${rows}A\r` : '\r');
/** Several parts change at once; a reader sees one change. */
const REDRAW_AFTER_MS = 40;

/** A line longer than the terminal takes several rows of it. */
export const rowsOf = (lines: string[], columns: number): number =>
  lines.reduce(
    (rows, line) => rows + Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)),
    0,
  );

export type Screen = { show(render: () => string[]): void; flush(): void };

const onTerminal = (stream: NodeJS.WriteStream): Screen => {
  let drawn: string[] = [];
  let waiting: (() => string[]) | undefined;
  const draw = (): void => {
    if (waiting === undefined) return;
    const lines = waiting();
    waiting = undefined;
    if (lines.join('\n') === drawn.join('\n')) return;
    // a board taller than the window can't be redrawn in place: what scrolled away stays there
    const rows = Math.min(rowsOf(drawn, stream.columns || 80), (stream.rows || 24) - 1);
    stream.write(`${up(drawn.length === 0 ? 0 : rows)}${CLEAR_BELOW}${lines.join('\n')}\n`);
    drawn = lines;
  };
  return {
    show: render => {
      if (waiting === undefined) setTimeout(draw, REDRAW_AFTER_MS);
      waiting = render;
    },
    flush: draw,
  };
};

const asLines = (stream: NodeJS.WriteStream): Screen => {
  const said = new Set<string>();
  let waiting: (() => string[]) | undefined;
  const draw = (): void => {
    if (waiting === undefined) return;
    const lines = waiting().map(line => stripVTControlCharacters(line).trimEnd());
    waiting = undefined;
    for (const line of lines) {
      if (line === '' || said.has(line)) continue;
      said.add(line);
      stream.write(`${line}\n`);
    }
  };
  return {
    show: render => {
      if (waiting === undefined) setTimeout(draw, REDRAW_AFTER_MS);
      waiting = render;
    },
    flush: draw,
  };
};

export const openScreen = (stream: NodeJS.WriteStream = process.stdout): Screen =>
  stream.isTTY && process.env.TERM !== 'dumb' ? onTerminal(stream) : asLines(stream);
