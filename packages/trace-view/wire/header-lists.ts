// `tracestate` and `baggage`: lists of what others have put along, member by member.

export type StateMember = { key: string; value: string };
export type BaggageMember = { key: string; value: string; properties: string[] };

const members = (header: string): string[] =>
  header
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');

const atEquals = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return at === -1 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

/** The newest stands first. */
export const readTracestate = (header: string): StateMember[] =>
  members(header).map(member => {
    const [key, value] = atEquals(member);
    return { key, value };
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Values are percent-encoded on the wire. */
export const readBaggage = (header: string): BaggageMember[] =>
  members(header).map(member => {
    const [pair = '', ...properties] = member.split(';');
    const [key, value] = atEquals(pair);
    return { key, value: decoded(value), properties: properties.map(one => one.trim()) };
  });
