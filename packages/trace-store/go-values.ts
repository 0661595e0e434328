// Values in query parameters as Go writes them, with Go's words when they are wrong: clients of Jaeger
// may have come to know both.

export class MalformedValue extends Error {}

const UNITS = new Map<string, number>([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** "1h15m30.5s" → nanoseconds. */
export function goDuration(text: string): bigint {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  const quoted = JSON.stringify(text);
  let nanos = 0;
  let at = 0;
  for (const [whole, number = '', unit = ''] of rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/gy)) {
    at += whole.length;
    const scale = UNITS.get(unit);
    if (unit === '') throw new MalformedValue(`time: missing unit in duration ${quoted}`);
    if (scale === undefined) throw new MalformedValue(`time: unknown unit "${unit}" in duration ${quoted}`);
    nanos += Number(number) * scale;
  }
  if (at === 0 || at !== rest.length) throw new MalformedValue(`time: invalid duration ${quoted}`);
  return BigInt(Math.round(sign === '-' ? -nanos : nanos));
}

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/;

/** "2026-01-31T12:00:00.5Z" → nanoseconds since 1970. */
export function rfc3339Nano(text: string): bigint {
  const [, seconds = '', fraction = '', zone = ''] = RFC3339.exec(text) ?? [];
  const millis = Date.parse(`${seconds}${zone}`);
  if (seconds === '' || Number.isNaN(millis)) {
    const quoted = JSON.stringify(text);
    throw new MalformedValue(
      `parsing time ${quoted} as "2006-01-02T15:04:05.999999999Z07:00": cannot parse ${quoted}`,
    );
  }
  return BigInt(millis) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

export function goInteger(text: string, how: 'Atoi' | 'ParseInt' = 'Atoi'): bigint {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new MalformedValue(`strconv.${how}: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return BigInt(text.replace('+', ''));
}

/** Hex, or base64 as protobuf JSON has it → 32 hex digits. */
export function traceIdFrom(text: string): string {
  if (/^[0-9a-f]{1,32}$/i.test(text)) return text.toLowerCase().padStart(32, '0');
  const bytes = Buffer.from(text, 'base64');
  if (text.length <= 24 && /^[\w+/-]+={0,2}$/.test(text) && bytes.length === 16) return bytes.toString('hex');
  if (text.length > 32) {
    throw new MalformedValue(`TraceID cannot be longer than 32 hex characters: ${text}`);
  }
  throw new MalformedValue(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** A JSON object whose values are all strings. */
export function stringMap(text: string): Map<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new MalformedValue(`${JSON.stringify(text)} is not JSON`);
  }
  if (parsed === null) return new Map();
  if (typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new MalformedValue(
      `json: cannot unmarshal ${kindOf(parsed)} into Go value of type map[string]string`,
    );
  }
  return new Map(
    Object.entries(parsed).map(([key, value]: [string, unknown]) => {
      if (typeof value === 'string') return [key, value];
      throw new MalformedValue(`json: cannot unmarshal ${kindOf(value)} into Go value of type string`);
    }),
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
