// Where a person has an id, it comes from a log line, a header or an address.

const ID = /^[0-9a-f]{1,32}$/i;
const TRACEPARENT = /\b[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\b/i;
const WITHIN = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i;

/** The trace id in a text: bare, in a traceparent, or anywhere in a line or an address. */
export const traceIdIn = (text: string): string | undefined => {
  const trimmed = text.trim();
  const found = ID.test(trimmed) ? trimmed : (TRACEPARENT.exec(trimmed)?.[1] ?? WITHIN.exec(trimmed)?.[0]);
  return found === undefined || /^0+$/.test(found) ? undefined : found.toLowerCase().padStart(32, '0');
};
