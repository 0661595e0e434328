// Attributes to search for, as a person types them: `http.response.status_code=500 error=true name="two words"`.
// Jaeger's address holds the same as JSON.

export type Tags = ReadonlyMap<string, string>;
export type TagsRead = { ok: true; tags: Tags } | { ok: false; message: string };

const refuse = (message: string): TagsRead => ({ ok: false, message });

const fromJson = (text: string): TagsRead => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('This begins like JSON and is none. Write key=value, with a space between two of them.');
  }
  const entries: [string, unknown][] = Object.entries(value ?? {});
  return { ok: true, tags: new Map(entries.map(([key, one]) => [key, String(one)])) };
};

const ESCAPES: Record<string, string> = { n: '\n', t: '\t' };
const unquoted = (text: string): string =>
  text.replace(/\\(.)/gs, (_, mark: string) => ESCAPES[mark] ?? mark);

/** A key, and after an equals sign a word or a text in quotes. */
const TERM = /\s*([^\s="]+)(?:=(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]*)(?=\s|$)))?/sy;

export const tagsFrom = (text: string): TagsRead => {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fromJson(trimmed);
  const tags = new Map<string, string>();
  let at = 0;
  while (at < trimmed.length) {
    TERM.lastIndex = at;
    const found = TERM.exec(trimmed);
    const rest = trimmed.slice(at).trim();
    if (found === null) return refuse(`A key must come before ${rest.slice(0, 20)}: write key=value.`);
    const [whole, key = '', quoted, bare] = found;
    at += whole.length;
    if (trimmed[at] === '=' || trimmed[at] === '"')
      return refuse(`The quotes after ${key} are not closed. Write ${key}="two words".`);
    if (tags.has(key)) return refuse(`${key} is there twice. One span can hold one value of it.`);
    if (quoted === undefined && bare === '')
      return refuse(`${key}= has no value. Write ${key}=500, or ${key}="" for an empty text.`);
    // a key alone means true, as in logfmt
    tags.set(key, quoted === undefined ? (bare ?? 'true') : unquoted(quoted));
  }
  return { ok: true, tags };
};

const quotedWhereNeeded = (value: string): string =>
  /^[^\s"\\=]+$/.test(value)
    ? value
    : `"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

const tagText = (key: string, value: string): string => `${key}=${quotedWhereNeeded(value)}`;

export const tagsText = (tags: Tags): string =>
  Array.from(tags, ([key, value]) => tagText(key, value)).join(' ');

/** The key being typed at the caret, for completion: the word up to it, when it has no value yet. */
export const keyAt = (text: string, caret: number): { from: number; typed: string } | undefined => {
  const before = text.slice(0, caret);
  const quotes = before.match(/(?<!\\)"/g)?.length ?? 0;
  if (quotes % 2 === 1) return undefined;
  const typed = /[^\s="{]*$/.exec(before)?.[0] ?? '';
  const from = caret - typed.length;
  return before[from - 1] === '=' || before[from - 1] === '"' ? undefined : { from, typed };
};
