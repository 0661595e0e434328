// The lessons tell their state in JSON lines; this is how the board says it.

import type { Board } from './board.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const lessonsRow = (state: Record<string, unknown>): Board['lessons'] => {
  const readable = state.readable === true;
  const old = readable ? ' (an earlier version can be read meanwhile)' : '';
  switch (state.state) {
    case 'ready':
      return { state: 'ready', readable: true, note: 'ready' };
    case 'failed':
      return { state: 'failed', readable, note: `${text(state.message)} ${text(state.next)}${old}` };
    default:
      return { state: 'starting', readable, note: `${text(state.step) || 'being prepared'}${old}` };
  }
};
