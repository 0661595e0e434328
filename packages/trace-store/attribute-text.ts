// An attribute value as text, the way Jaeger compares and shows it.

import type { AttributeValue } from '#trace-model/span.ts';
import { goJson } from './go-json.ts';

export function attributeText(value: AttributeValue): string {
  switch (value.type) {
    case 'string':
      return value.value;
    case 'bool':
    case 'int':
    case 'double':
      return String(value.value);
    case 'bytes':
      return Buffer.from(value.value).toString('base64');
    case 'empty':
      return '';
    case 'array':
    case 'map':
      return goJson(value);
  }
}

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** As JSON; an int that JSON numbers cannot hold becomes text. */
export function plain(value: AttributeValue): Plain {
  switch (value.type) {
    case 'int':
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : String(value.value);
    case 'array':
      return value.value.map(plain);
    case 'map':
      return Object.fromEntries(Object.entries(value.value).map(([key, inner]) => [key, plain(inner)]));
    case 'bytes':
      return attributeText(value);
    case 'empty':
      return null;
    default:
      return value.value;
  }
}
