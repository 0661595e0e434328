// Values a rule expects, taken from the request itself, and attribute values as a person reads them.

import type { AttributeValue } from '#trace-model/span.ts';
import type { RequestRecord } from '../evidence.ts';
import type { AttributeRule, Value } from '../lab.ts';

export const valueAt = (from: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Reflect.get(value, key);
  }, from);

const expectedValue = (value: Value, record: RequestRecord): unknown => {
  if (typeof value !== 'object') return value;
  return valueAt(value.from === 'body' ? record.asked.body : record.answer, value.path);
};

export const plain = (value: AttributeValue): unknown => {
  if (value.type === 'empty') return null;
  if (value.type === 'int') return Number(value.value);
  if (value.type === 'array') return value.value.map(plain);
  if (value.type === 'map')
    return Object.fromEntries(Object.entries(value.value).map(([key, inner]) => [key, plain(inner)]));
  if (value.type === 'bytes') return `${value.value.length} bytes`;
  return value.value;
};

export const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const typeOf = (value: AttributeValue): AttributeRule['type'] | 'other' => {
  if (value.type === 'int') return 'number';
  // NaN and Infinity leave the SDK as numbers that no backend can search for
  if (value.type === 'double') return Number.isFinite(value.value) ? 'number' : 'other';
  return value.type === 'string' || value.type === 'bool' ? value.type : 'other';
};

export type AttributeFault = { what: 'attribute-type' | 'attribute-value'; saw: string };

export const attributeFault = (
  key: string,
  value: AttributeValue,
  rule: AttributeRule,
  record: RequestRecord,
): AttributeFault | undefined => {
  const shown = value.type === 'double' ? String(value.value) : show(plain(value));
  if (typeOf(value) !== rule.type)
    return {
      what: 'attribute-type',
      saw: `"${key}" is ${shown}, a ${value.type}, and a ${rule.type} was due`,
    };
  if (rule.is === undefined) return undefined;
  const expected = expectedValue(rule.is, record);
  if (plain(value) === expected) return undefined;
  // nothing to compare with is no reason to pass, unless the rule on answers has said so already
  if (expected === undefined && typeof rule.is === 'object') {
    if (rule.is.from === 'answer' && record.asked.answerHas?.includes(rule.is.path)) return undefined;
    return {
      what: 'attribute-value',
      saw: `"${key}" is ${shown}, and the ${rule.is.from} has no "${rule.is.path}" to compare it with`,
    };
  }
  return { what: 'attribute-value', saw: `"${key}" is ${shown}, and ${show(expected)} was due` };
};
