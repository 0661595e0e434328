// The header `traceparent` of the W3C, field by field. What is wrong with a malformed one is said, and where.

export type Traceparent = { version: string; traceId: string; parentId: string; flags: string };
export type TraceparentReading =
  | { ok: true; fields: Traceparent; rest: string }
  | { ok: false; fault: string };

const HEX = /^[0-9a-f]*$/;
const FIELDS = [
  { name: 'version', digits: 2 },
  { name: 'trace id', digits: 32 },
  { name: 'parent id', digits: 16 },
  { name: 'flags', digits: 2 },
] as const;

export const readTraceparent = (header: string): TraceparentReading => {
  const text = header.trim();
  if (text === '') return { ok: false, fault: 'The header is empty.' };
  const parts = text.split('-');
  for (const [index, { name, digits }] of FIELDS.entries()) {
    const part = parts[index];
    if (part === undefined)
      return {
        ok: false,
        fault: `The ${name} is missing: there are ${parts.length} fields, and 4 are needed.`,
      };
    if (part.length !== digits)
      return { ok: false, fault: `The ${name} “${part}” has ${part.length} digits. It needs ${digits}.` };
    if (!HEX.test(part))
      return {
        ok: false,
        fault: `The ${name} “${part}” has other characters than 0–9 and a–f in lower case.`,
      };
  }
  const [version = '', traceId = '', parentId = '', flags = '', ...more] = parts;
  if (version === 'ff') return { ok: false, fault: 'Version ff is not allowed.' };
  if (version === '00' && more.length > 0)
    return { ok: false, fault: `Version 00 has 4 fields. Here are ${parts.length}.` };
  if (/^0+$/.test(traceId)) return { ok: false, fault: 'The trace id is all zeros, which stands for none.' };
  if (/^0+$/.test(parentId))
    return { ok: false, fault: 'The parent id is all zeros, which stands for none.' };
  return { ok: true, fields: { version, traceId, parentId, flags }, rest: more.join('-') };
};

export const traceparentOf = ({ version, traceId, parentId, flags }: Traceparent): string =>
  `${version}-${traceId}-${parentId}-${flags}`;
