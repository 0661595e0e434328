import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainAttributes, span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../../columns/from-spans.ts';
import { attributeRows, exceptionOf, flagsHex, flagWords, parentWords, relative } from './span-words.ts';

test('a number in text is pointed out where the convention asks for a number', () => {
  const rows = attributeRows(
    plainAttributes({ 'server.port': 80, 'http.response.status_code': '500', 'order.id': '7' }),
  );
  assert.deepEqual(
    rows.map(({ key, type, wrongType }) => [key, type, wrongType]),
    [
      ['http.response.status_code', 'string', true],
      ['order.id', 'string', false],
      ['server.port', 'int', false],
    ],
  );
});

test('the parent is told by the flags', () => {
  const columns = columnsOfSpans(
    trace(
      span('a', 'root', {}, [
        span('a', 'step'),
        span('b', 'entry'),
        span('b', 'lost', { parentSpanId: 'ff'.repeat(8), flags: 1 }),
      ]),
    ),
  );
  assert.deepEqual(
    [0, 1, 2, 3].map(row => parentWords(columns, row)),
    ['none: the trace begins here', 'this process', 'another process', 'not said, not in this trace'],
  );
});

test('flags are said bit by bit', () => {
  assert.equal(flagsHex(0x301), '0x301');
  assert.match(flagWords(0x301)[2]?.says ?? '', /over the wire/);
  assert.match(flagWords(0x101)[2]?.says ?? '', /same process/);
  assert.match(flagWords(0)[0]?.says ?? '', /and yet it was sent/);
  assert.match(flagWords(3)[1]?.says ?? '', /at random/);
});

test('an exception is told apart from its other attributes', () => {
  const [failed] = trace(
    span('a', 'step', {
      events: [
        {
          name: 'exception',
          attributes: { 'exception.type': 'RangeError', 'exception.message': 'no', retry: 2 },
        },
        { name: 'retry' },
      ],
    }),
  );
  const [event, other] = failed?.events ?? [];
  assert.ok(event && other);
  const exception = exceptionOf(event);
  assert.equal(exception?.type, 'RangeError');
  assert.equal(exception?.message, 'no');
  assert.deepEqual(Object.keys(exception?.rest ?? {}), ['retry']);
  assert.equal(exceptionOf(other), undefined);
});

test('times are before or after', () => {
  assert.equal(relative(1_200_000), '+1.2 ms');
  assert.equal(relative(-1_200_000), '−1.2 ms');
});
