// Attribute values as Go writes them in JSON: keys in order, 64-bit integers as numbers, <, > and & escaped.

import type { AttributeValue } from '#trace-model/span.ts';

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const quoted = (text: string): string => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escaped);

export function goJson(value: AttributeValue): string {
  switch (value.type) {
    case 'string':
      return quoted(value.value);
    case 'bool':
    case 'int':
      return String(value.value);
    case 'double':
      // Go refuses NaN and the infinities; a text says which it was
      return Number.isFinite(value.value) ? String(value.value) : quoted(String(value.value));
    case 'bytes':
      return quoted(Buffer.from(value.value).toString('base64'));
    case 'empty':
      return 'null';
    case 'array':
      return `[${value.value.map(goJson).join(',')}]`;
    case 'map':
      return `{${Object.entries(value.value)
        .sort(([a], [b]) => inOrder(a, b))
        .map(([key, inner]) => `${quoted(key)}:${goJson(inner)}`)
        .join(',')}}`;
  }
}

/** As Go compares texts: by their UTF-8 bytes, which is the order of code points. */
export const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
