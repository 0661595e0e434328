import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Attributes, type AttributeValue, emptyAttributes } from '#trace-model/span.ts';
import { plain } from '../attribute-text.ts';
import { attributesJson } from './attribute-json.ts';

const VALUES: AttributeValue[] = [
  { type: 'string', value: 'quote " back \\ line \n bell \u0007 half \ud800 snow ☃' },
  { type: 'string', value: '' },
  { type: 'int', value: -5n },
  { type: 'int', value: 2n ** 60n },
  { type: 'double', value: 0.1 },
  { type: 'double', value: -0 },
  { type: 'double', value: 1e300 },
  { type: 'double', value: Number.NaN },
  { type: 'double', value: Number.POSITIVE_INFINITY },
  { type: 'bool', value: true },
  { type: 'bool', value: false },
  { type: 'empty' },
  { type: 'bytes', value: Uint8Array.from([0, 255]) },
  { type: 'array', value: [] },
  { type: 'array', value: [{ type: 'int', value: 1n }, { type: 'empty' }] },
  { type: 'map', value: { a: { type: 'string', value: 'b' } } },
];

test('what is written is what JSON.stringify would write', () => {
  const attributes: Attributes = emptyAttributes();
  assert.equal(attributesJson(attributes), '{}');
  for (const [at, value] of VALUES.entries()) attributes[`key "${at}"`] = value;
  attributes[''] = { type: 'bool', value: true };
  assert.equal(attributesJson(attributes), JSON.stringify(plain({ type: 'map', value: attributes })));
});
