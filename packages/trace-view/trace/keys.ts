// The keys of the trace page, as its help sheet lists them. Where Jaeger UI has one for the same, it is the same.

export type Action =
  | 'next'
  | 'previous'
  | 'expand'
  | 'collapse'
  | 'details'
  | 'first'
  | 'last'
  | 'page-down'
  | 'page-up'
  | 'expand-all'
  | 'collapse-all'
  | 'expand-level'
  | 'collapse-level'
  | 'find'
  | 'next-match'
  | 'previous-match'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'pan-left'
  | 'pan-right'
  | 'critical-path'
  | 'self-time'
  | 'help';

export type KeyHelp = { action: Action; keys: readonly string[]; says: string };

export type KeyGroup = { title: string; keys: readonly KeyHelp[] };

export const KEYS: readonly KeyGroup[] = [
  {
    title: 'Move among the spans',
    keys: [
      { action: 'next', keys: ['ArrowDown', 'j'], says: 'Next span' },
      { action: 'previous', keys: ['ArrowUp', 'k'], says: 'Previous span' },
      { action: 'expand', keys: ['ArrowRight'], says: 'Unfold; if unfolded, go to the first child' },
      { action: 'collapse', keys: ['ArrowLeft'], says: 'Fold; if folded, go to the parent' },
      { action: 'details', keys: ['Enter', ' '], says: 'Open or close the details' },
      { action: 'page-down', keys: ['PageDown'], says: 'A screen further' },
      { action: 'page-up', keys: ['PageUp'], says: 'A screen back' },
      { action: 'first', keys: ['Home'], says: 'First span' },
      { action: 'last', keys: ['End'], says: 'Last span' },
    ],
  },
  {
    title: 'Fold',
    keys: [
      { action: 'collapse-all', keys: ['['], says: 'Fold everything' },
      { action: 'expand-all', keys: [']'], says: 'Unfold everything' },
      { action: 'collapse-level', keys: ['p'], says: 'Fold the deepest level' },
      { action: 'expand-level', keys: ['o'], says: 'Unfold one level' },
    ],
  },
  {
    title: 'Find',
    keys: [
      { action: 'find', keys: ['/', 'f'], says: 'Go to the find box' },
      { action: 'next-match', keys: ['n'], says: 'Next match' },
      { action: 'previous-match', keys: ['N', 'b'], says: 'Previous match' },
    ],
  },
  {
    title: 'Time',
    keys: [
      { action: 'zoom-in', keys: ['+', '=', 'w'], says: 'Closer, at the chosen span' },
      { action: 'zoom-out', keys: ['-', 's'], says: 'Further away' },
      { action: 'zoom-reset', keys: ['z'], says: 'The whole trace' },
      { action: 'pan-left', keys: ['a'], says: 'Earlier' },
      { action: 'pan-right', keys: ['d'], says: 'Later' },
    ],
  },
  {
    title: 'Show',
    keys: [
      { action: 'critical-path', keys: ['c'], says: 'Critical path, on and off' },
      { action: 'self-time', keys: ['t'], says: 'Self time, on and off' },
      { action: 'help', keys: ['?'], says: 'This list' },
    ],
  },
];

const ACTIONS = new Map<string, Action>(
  KEYS.flatMap(({ keys: group }) =>
    group.flatMap(({ action, keys }) => keys.map((key): [string, Action] => [key, action])),
  ),
);

export type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** With Ctrl, Alt or Meta a key is the browser's. */
export const actionOf = ({ key, ctrlKey, metaKey, altKey }: Key): Action | undefined =>
  ctrlKey || metaKey || altKey ? undefined : ACTIONS.get(key);

const SHOWN: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowLeft: '←',
  ' ': 'Space',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
};

export const keyText = (key: string): string => SHOWN[key] ?? key;
