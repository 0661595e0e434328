import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlainAttributes } from '#trace-model/builder.ts';
import type { Rule } from '../../lab.ts';
import { brief, entry, findings, own, request, SERVICE, step } from '../structure/traced-order.ts';

const RULES: Rule[] = [
  { rule: 'span', span: own('place order'), attributes: { 'app.order.total': { type: 'number' } } },
];

const source = (line: string): string => `tracer.startActiveSpan('place order', async span => {
  ${line}
  span.end();
});
`;
const SETS = source("span.setAttribute('app.order.total', total);");

const found = (attributes: PlainAttributes, text: string, message?: string) =>
  findings(
    [request([entry([step('place order', [], { attributes })])])],
    text,
    message === undefined
      ? {}
      : {
          processes: {
            [SERVICE]: {
              sdkSaid: [
                {
                  level: 'warn' as const,
                  message,
                  stack: 'Error\n    at work (/home/ada/labs/03-spans/order-service/place-order.ts:3:7)',
                },
              ],
            },
          },
        },
    RULES,
  );

test('a number is fine', () => {
  assert.deepEqual(found({ 'app.order.total': 5 }, SETS), []);
});

test('NaN is told as what it is', () => {
  const [finding] = found({ 'app.order.total': { type: 'double', value: Number.NaN } }, SETS);
  assert.equal(finding?.cause, 'attribute-nan');
  assert.match(finding.saw, /arrived as NaN/);
});

test('null is an empty value', () => {
  assert.deepEqual(brief(found({ 'app.order.total': { type: 'empty' } }, SETS)), ['attribute-null:2']);
});

test('an attribute that is set and not there was undefined', () => {
  assert.deepEqual(brief(found({}, SETS)), ['attribute-undefined:2']);
});

test('an attribute nobody sets was not undefined', () => {
  const [finding, ...rest] = found({}, source(''));
  assert.notEqual(finding?.cause, 'attribute-undefined');
  assert.deepEqual(rest, []);
});

test('an object in place of the key loses all its values', () => {
  const text = source("span.setAttribute({ 'app.order.total': total });");
  assert.deepEqual(brief(found({}, text)), ['attribute-object-as-key:2']);
});

test('what the SDK says of an ended span is told with the line it was said at', () => {
  const said =
    'Cannot execute the operation on ended Span {traceId: 00000000000000000000000000000001, spanId: 0000000000000002}';
  assert.deepEqual(brief(found({}, SETS, said)), ['attribute-after-end:3']);
});

test('what the SDK says of another span explains nothing', () => {
  const said = 'Cannot execute the operation on ended Span {traceId: 1, spanId: ffffffffffffffff}';
  assert.deepEqual(brief(found({}, SETS, said)), ['attribute-undefined:2']);
});

test('a value the SDK refuses is told by its key', () => {
  const said = 'Invalid attribute value set for key: app.order.total';
  assert.deepEqual(brief(found({}, SETS, said)), ['attribute-not-sendable:3']);
  assert.deepEqual(brief(found({}, SETS, `${said}.other`)), ['attribute-undefined:2']);
});
