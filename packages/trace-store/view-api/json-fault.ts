// Where a text stops being JSON. JSON.parse says it for some faults and not for others.

const TOKEN = /\s*(?:([{}[\]:,])|("[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*")|-?\d[\d.eE+-]*|true|false|null)/y;

type Awaits = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const CLOSES: Record<string, string> = { '{': '}', '[': ']' };

/** What comes after a token, or undefined where the token can't be. Changes `open`. */
const after = (
  awaits: Awaits,
  mark: string | undefined,
  isText: boolean,
  open: string[],
): Awaits | undefined => {
  const inside = open.at(-1);
  const closed = (): Awaits => {
    open.pop();
    return open.length === 0 ? 'nothing' : 'comma or end';
  };
  const ends = mark !== undefined && inside !== undefined && mark === CLOSES[inside];
  if (ends && ['value or end', 'key or end', 'comma or end'].includes(awaits)) return closed();
  switch (awaits) {
    case 'value':
    case 'value or end':
      if (mark === '{' || mark === '[') {
        open.push(mark);
        return mark === '{' ? 'key or end' : 'value or end';
      }
      if (mark !== undefined) return undefined;
      return open.length === 0 ? 'nothing' : 'comma or end';
    case 'key':
    case 'key or end':
      return isText ? 'colon' : undefined;
    case 'colon':
      return mark === ':' ? 'value' : undefined;
    case 'comma or end':
      if (mark !== ',') return undefined;
      return inside === '{' ? 'key' : 'value';
    case 'nothing':
      return undefined;
  }
};

/** The offset of the first thing that can't be there; the length of the text when it ends too early. */
const faultAt = (text: string): number => {
  const open: string[] = [];
  let awaits: Awaits = 'value';
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const next: Awaits | undefined =
      token === null ? undefined : after(awaits, token[1], token[2] !== undefined, open);
    if (token === null || next === undefined) return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    awaits = next;
    at = TOKEN.lastIndex;
  }
};

const NEAR = 20;

/** "line 3, column 14, before `}`" */
export const jsonFault = (text: string): string => {
  const at = faultAt(text);
  if (at >= text.length) return 'it ends too early';
  const before = text.slice(0, at).split('\n');
  const near = text.slice(at, at + NEAR).split('\n', 1)[0] ?? '';
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}, at ${near}`;
};
