import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOG } from '#trace-check/catalog.ts';
import { type SpanSketch, span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { columnsOfSpans } from '../columns/from-spans.ts';
import { nameOf } from '../columns/trace-columns.ts';
import { EXPLANATIONS } from './explanations.ts';
import { oddPlacesOf, signsOf } from './odd-places.ts';

const LOCAL = 0x101;
const REMOTE = 0x301;

/** Each odd place as "kind: name of the span". */
const oddOf = (sketches: SpanSketch | SpanSketch[], change: (spans: Span[]) => Span[] = spans => spans) => {
  const columns = columnsOfSpans(change(trace(sketches)));
  return oddPlacesOf(columns).map(({ kind, row }) => `${kind}: ${nameOf(columns, row)}`);
};
const sawOf = (sketches: SpanSketch | SpanSketch[]): string =>
  oddPlacesOf(columnsOfSpans(trace(sketches)))
    .map(place => place.saw)
    .join(' ');

const server = (
  service: string,
  name: string,
  options: SpanSketch['options'] = {},
  children: SpanSketch[] = [],
) => span(service, name, { kind: 'server', ...options }, children);
const client = (
  service: string,
  name: string,
  options: SpanSketch['options'] = {},
  children: SpanSketch[] = [],
) => span(service, name, { kind: 'client', ...options }, children);

test('a sound trace has no odd place', () => {
  const sound = server('a', 'POST /orders', { attributes: { 'http.response.status_code': 200 } }, [
    span('a', 'place order', {}, [client('a', 'POST', {}, [server('b', 'POST /charges')])]),
  ]);
  assert.deepEqual(oddOf(sound), []);
});

test('an orphan of the same process: its parent was never ended', () => {
  const broken = server('a', 'GET /x', { ms: 50 }, [
    span('a', 'step', { parentSpanId: 'ff'.repeat(8), flags: LOCAL }),
  ]);
  assert.deepEqual(oddOf(broken), ['orphan-local: step']);
  assert.match(sawOf(broken), /ffffffffffffffff is not in the trace.*same process, a/);
});

test('an orphan whose parent came over the wire, and one of which nobody knows', () => {
  const orphan = (flags: number) =>
    server('a', 'GET /x', { ms: 50 }, [server('b', 'GET /y', { parentSpanId: 'ff'.repeat(8), flags })]);
  assert.deepEqual(oddOf(orphan(REMOTE)), ['orphan-remote: GET /y']);
  assert.deepEqual(oddOf(orphan(1)), ['orphan: GET /y']);
});

test('a trace whose first span has a parent was begun by somebody outside', () => {
  assert.deepEqual(oddOf(server('a', 'GET /x', { parentSpanId: 'ff'.repeat(8), flags: REMOTE })), [
    'outside-parent: GET /x',
  ]);
});

test('a service between two others that sent nothing leaves a gap', () => {
  const gap = server('a', 'GET /x', {}, [
    client('a', 'GET', { ms: 40 }),
    server('c', 'GET /z', { at: 10, ms: 5, parentSpanId: 'ff'.repeat(8), flags: REMOTE }),
  ]);
  assert.deepEqual(oddOf(gap), ['gap: GET /z']);
  assert.match(sawOf(gap), /“GET” of a was waiting/);
});

test('two spans without a parent in one trace', () => {
  assert.deepEqual(oddOf([span('a', 'first'), span('a', 'second')]), ['several-roots: second']);
});

test('a ring, and an id that is there twice', () => {
  const one = '00000000000000a1';
  const two = '00000000000000a2';
  const ring = [
    span('a', 'one', { spanId: one, parentSpanId: two }),
    span('a', 'two', { spanId: two, parentSpanId: one, ms: 5 }),
  ];
  assert.ok(oddOf(ring).includes('cycle: one'));
  const root = span('a', 'root', {}, [span('a', 'x', { spanId: one }), span('a', 'y', { spanId: one })]);
  assert.deepEqual(oddOf(root), ['duplicate: y']);
});

test('a service without a name, or with one the SDK made up, is told once', () => {
  const nameless = span('unknown_service:node', 'root', {}, [span('unknown_service:node', 'step')]);
  assert.deepEqual(oddOf(nameless), ['unknown-service: root']);
  assert.deepEqual(oddOf(span('', 'root')), ['unknown-service: root']);
});

test('a server span named by its method alone, unless no route fitted', () => {
  assert.deepEqual(oddOf(server('a', 'GET')), ['bare-name: GET']);
  assert.deepEqual(oddOf(server('a', 'GET', { attributes: { 'http.response.status_code': 404 } })), []);
  assert.deepEqual(oddOf(span('a', 'root', {}, [client('a', 'GET')])), []);
});

test('one call that is there twice; a pool that asks a driver is no such thing', () => {
  assert.deepEqual(oddOf(client('a', 'GET', {}, [client('a', 'GET')])), ['two-clients: GET']);
  assert.deepEqual(oddOf(client('a', 'pg-pool.connect', {}, [client('a', 'pg.connect')])), []);
});

test('a child that outlasts its parent, by more than a moment', () => {
  const outlasting = (ms: number) => span('a', 'parent', { ms: 10 }, [span('a', 'child', { at: 1, ms })]);
  assert.deepEqual(oddOf(outlasting(9.5)), []);
  assert.deepEqual(oddOf(outlasting(30)), ['outlasts-parent: child']);
  assert.match(sawOf(outlasting(30)), /21 ms after its parent “parent”, which lasted 10 ms/);
});

test('a caller that did not wait is told from clocks that differ', () => {
  const call = (at: number, ms: number) =>
    client('a', 'GET', { ms: 20 }, [server('b', 'GET /y', { at, ms })]);
  assert.deepEqual(oddOf(call(5, 100)), ['outlasts-caller: GET /y']);
  assert.deepEqual(oddOf(call(-8, 10)), ['clock-skew: GET /y']);
  assert.deepEqual(oddOf(call(30, 10)), ['clock-skew: GET /y']);
  // a busy server
  assert.deepEqual(oddOf(call(13, 10)), []);
  assert.deepEqual(oddOf(call(1, 22)), []);
  assert.match(sawOf(call(-8, 10)), /starts 8 ms before.*clock of b is behind/);
  assert.match(sawOf(call(30, 10)), /starts 10 ms after.*had ended.*clock of b is ahead/);
});

test('what a queue hands on later is not late', () => {
  const later = span('a', 'send', { kind: 'producer', ms: 2 }, [
    span('b', 'process', { kind: 'consumer', at: 500, ms: 10 }),
  ]);
  assert.deepEqual(oddOf(later), []);
});

test('a span that takes no time, or less than none', () => {
  assert.deepEqual(oddOf(span('a', 'root', { ms: 0 })), ['zero-duration: root']);
  assert.deepEqual(oddOf(span('a', 'root', { ms: -3 })), ['negative-duration: root']);
});

test('a server that failed without any exception has lost the reason', () => {
  const failed = (children: SpanSketch[]) =>
    server('a', 'GET /x', { status: 'error', attributes: { 'http.response.status_code': 500 } }, children);
  const excepted = (service: string) =>
    span(service, 'step', { status: 'error', events: [{ name: 'exception' }] });
  assert.deepEqual(oddOf(failed([])), ['reason-lost: GET /x']);
  assert.match(sawOf(failed([])), /a answered 500/);
  assert.deepEqual(oddOf(failed([excepted('a')])), []);
  assert.deepEqual(oddOf(failed([excepted('b')])), ['reason-lost: GET /x']);
});

test('a step that failed in a request answered as a good one was swallowed, unless it was tried again', () => {
  const failed = span('a', 'charge', { status: { code: 'error', message: 'declined' } });
  const answered = (code: number, children: SpanSketch[]) =>
    server('a', 'GET /x', { attributes: { 'http.response.status_code': code } }, children);
  assert.deepEqual(oddOf(answered(200, [failed])), ['error-swallowed: charge']);
  assert.deepEqual(oddOf(answered(402, [failed])), []);
  assert.deepEqual(oddOf(answered(200, [failed, span('a', 'charge')])), []);
});

test('an error that says nothing, and an exception that changes nothing', () => {
  assert.deepEqual(oddOf(span('a', 'step', { status: 'error' })), ['error-without-message: step']);
  assert.deepEqual(oddOf(span('a', 'step', { events: [{ name: 'exception' }] })), [
    'exception-without-status: step',
  ]);
});

test('what the SDK left out is counted', () => {
  const drop = (spans: Span[]) => spans.map(one => ({ ...one, droppedAttributesCount: 3 }));
  assert.deepEqual(oddOf(span('a', 'step'), drop), ['dropped: step']);
});

test('an attribute under its old name is told once', () => {
  const old = { attributes: { 'http.method': 'GET' } };
  assert.deepEqual(oddOf(span('a', 'one', old, [span('a', 'two', old)])), ['old-name: one']);
});

test('a row with two odd places has one sign that says both', () => {
  const columns = columnsOfSpans(trace(span('', 'step', { status: 'error' })));
  const signs = signsOf(oddPlacesOf(columns));
  assert.deepEqual([...signs.keys()], [0]);
  assert.match(signs.get(0) ?? '', /no service.name.*status is error/);
});

test('every cause that is named is in the checker’s catalog', () => {
  const known = new Set(CATALOG.map(({ id }) => id));
  for (const [kind, told] of Object.entries(EXPLANATIONS)) {
    const id = 'cause' in told ? told.cause : told.page;
    if (id !== undefined) assert.ok(known.has(id), `${kind} names ${id}`);
  }
});
