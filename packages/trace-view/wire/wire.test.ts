import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { drawnTraceparent, edgesAt, matchesOf } from './edge.ts';
import { readBaggage, readTracestate } from './header-lists.ts';
import { readTraceparent } from './traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

const faultOf = (header: string): string => {
  const reading = readTraceparent(header);
  return reading.ok ? '' : reading.fault;
};

test('a traceparent is read field by field', () => {
  const reading = readTraceparent(`00-${TRACE}-${SPAN}-03`);
  assert.deepEqual(reading, {
    ok: true,
    fields: { version: '00', traceId: TRACE, parentId: SPAN, flags: '03' },
    rest: '',
  });
});

test('a malformed traceparent is refused with the field that is wrong', () => {
  assert.match(faultOf(''), /empty/);
  assert.match(faultOf(TRACE), /version “0af7.*has 32 digits. It needs 2/);
  assert.match(faultOf(`00-${TRACE}`), /parent id is missing: there are 2 fields/);
  assert.match(faultOf(`00-${TRACE.slice(1)}-${SPAN}-01`), /trace id .*31 digits. It needs 32/);
  assert.match(faultOf(`00-${TRACE.toUpperCase()}-${SPAN}-01`), /lower case/);
  assert.match(faultOf(`00-${'0'.repeat(32)}-${SPAN}-01`), /trace id is all zeros/);
  assert.match(faultOf(`00-${TRACE}-${'0'.repeat(16)}-01`), /parent id is all zeros/);
  assert.match(faultOf(`ff-${TRACE}-${SPAN}-01`), /ff/);
  assert.match(faultOf(`00-${TRACE}-${SPAN}-01-what`), /Version 00 has 4 fields. Here are 5/);
});

test('a version to come may have more fields', () => {
  const reading = readTraceparent(`01-${TRACE}-${SPAN}-01-what-else`);
  assert.ok(reading.ok);
  assert.equal(reading.rest, 'what-else');
});

test('tracestate and baggage are read member by member', () => {
  assert.deepEqual(readTracestate('ot=th:8, vendor=a=b ,'), [
    { key: 'ot', value: 'th:8' },
    { key: 'vendor', value: 'a=b' },
  ]);
  assert.deepEqual(readBaggage('user=J%C3%BCrgen;secret; x=1,broken=%zz'), [
    { key: 'user', value: 'Jürgen', properties: ['secret', 'x=1'] },
    { key: 'broken', value: '%zz', properties: [] },
  ]);
});

const CALL = columnsOfSpans(
  trace(
    span('a', 'GET /x', { kind: 'server' }, [
      span('a', 'GET', { kind: 'client' }, [span('b', 'GET /y', { kind: 'server' })]),
    ]),
  ),
);

test('an edge is found from the span that called and from the one that answered', () => {
  const edge = { from: 1, to: 2, parentId: '0000000000000002' };
  assert.deepEqual(edgesAt(CALL, 1), [edge]);
  assert.deepEqual(edgesAt(CALL, 2), [edge]);
  assert.deepEqual(edgesAt(CALL, 0), []);
});

test('the header is drawn from the spans, and each field is found in them again', () => {
  const [edge] = edgesAt(CALL, 2);
  assert.ok(edge);
  const header = drawnTraceparent(CALL, edge);
  assert.equal(header, `00-${CALL.traceId}-0000000000000002-01`);
  const reading = readTraceparent(header);
  assert.ok(reading.ok);
  const matches = matchesOf(CALL, edge, reading.fields);
  assert.equal(matches.traceId.agrees, true);
  assert.equal(matches.parentId.agrees, true);
});

test('a header that does not fit its spans is said to', () => {
  const [edge] = edgesAt(CALL, 2);
  assert.ok(edge);
  const fields = { version: '00', traceId: TRACE, parentId: SPAN, flags: '00' };
  const matches = matchesOf(CALL, edge, fields);
  assert.equal(matches.traceId.agrees, false);
  assert.equal(matches.parentId.agrees, false);
  assert.match(matches.flags.says, /Not sampled/);
});

test('a caller outside has an edge too, without a span at its other end', () => {
  const outside = columnsOfSpans(
    trace(span('a', 'GET /x', { kind: 'server', parentSpanId: SPAN, flags: 0x301 })),
  );
  assert.deepEqual(edgesAt(outside, 0), [{ from: undefined, to: 0, parentId: SPAN }]);
});
