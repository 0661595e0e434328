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

/** 292 years, which fill 64 bits. */
const LONGEST_NANOS = 2 ** 63;

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
  if (nanos >= LONGEST_NANOS) throw new MalformedValue(`time: invalid duration ${quoted}`);
  return BigInt(Math.round(sign === '-' ? -nanos : nanos));
}

/** Nanoseconds → "1h15m30.5s", as Go prints a duration. */
export function goDurationText(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  if (size === 0n) return '0s';
  const fraction = (of: bigint, unit: bigint): string => {
    const digits = String(unit).length - 1;
    const rest = String(of % unit)
      .padStart(digits, '0')
      .replace(/0+$/, '');
    return rest === '' ? String(of / unit) : `${of / unit}.${rest}`;
  };
  if (size < 1000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${fraction(size, 1000n)}µs`;
  if (size < 1_000_000_000n) return `${sign}${fraction(size, 1_000_000n)}ms`;
  const minutes = size / 60_000_000_000n;
  const seconds = `${fraction(size % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n
    ? `${sign}${minutes}m${seconds}`
    : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

const LAYOUT = '2006-01-02T15:04:05.999999999Z07:00';
/** What stands in a time, one after the other: how it reads, how Go names it, and its largest value. */
const TIME_PARTS: [RegExp, string, string, number, number][] = [
  [/^\d{4}/, '2006', 'year', 0, 9999],
  [/^-/, '-', '', 0, 0],
  [/^\d\d/, '01', 'month', 1, 12],
  [/^-/, '-', '', 0, 0],
  [/^\d\d/, '02', 'day', 1, 31],
  [/^T/, 'T', '', 0, 0],
  [/^\d\d/, '15', 'hour', 0, 23],
  [/^:/, ':', '', 0, 0],
  [/^\d\d/, '04', 'minute', 0, 59],
  [/^:/, ':', '', 0, 0],
  [/^\d\d/, '05', 'second', 0, 59],
];

/** "2026-01-31T12:00:00.5Z" → nanoseconds since 1970. */
export function rfc3339Nano(text: string): bigint {
  const quoted = JSON.stringify(text);
  const wrong = (at: string, as: string): MalformedValue =>
    new MalformedValue(
      `parsing time ${quoted} as "${LAYOUT}": cannot parse ${JSON.stringify(at)} as ${JSON.stringify(as)}`,
    );
  const outOfRange = (name: string): MalformedValue =>
    new MalformedValue(`parsing time ${quoted}: ${name} out of range`);
  let rest = text;
  for (const [form, shown, name, least, most] of TIME_PARTS) {
    const [part] = form.exec(rest) ?? [];
    if (part === undefined) throw wrong(rest, shown);
    if (name !== '' && (Number(part) < least || Number(part) > most)) throw outOfRange(name);
    rest = rest.slice(part.length);
  }
  const seconds = text.slice(0, text.length - rest.length);
  const [dotted = '', fraction = ''] = /^[.,](\d+)/.exec(rest) ?? [];
  const zone = rest.slice(dotted.length);
  const [offset] = /^(Z|[+-]\d\d:\d\d)/.exec(zone) ?? [];
  if (offset === undefined) throw wrong(zone, 'Z07:00');
  if (offset !== zone)
    throw new MalformedValue(
      `parsing time ${quoted}: extra text: ${JSON.stringify(zone.slice(offset.length))}`,
    );
  const day = Number(text.slice(8, 10));
  const millis = Date.parse(`${seconds}${offset}`);
  // Date.parse takes the 31st of February for the 3rd of March
  if (Number.isNaN(millis) || new Date(Date.parse(`${seconds}Z`)).getUTCDate() !== day)
    throw outOfRange('day');
  return BigInt(millis) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

export function goInteger(text: string, how: 'Atoi' | 'ParseInt' = 'Atoi', bits = 64): bigint {
  const wrong = (why: string): MalformedValue =>
    new MalformedValue(`strconv.${how}: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^[+-]?\d+$/.test(text)) throw wrong('invalid syntax');
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(bits, value) !== value) throw wrong('value out of range');
  return value;
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
