import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Where } from '../finding.ts';
import {
  whereCaughtAndAnswered,
  whereCaughtForGood,
  whereEvent,
  whereKey,
  whereReturnedInCatch,
  whereStatus,
  whereThrownAnew,
} from './says.ts';
import { readSource, type Source } from './source.ts';

const source = (text: string): Source[] => [
  readSource({ service: 'order-service', file: 'pay.ts', path: 'labs/NN/order-service/pay.ts', text }),
];
const line = (where: Where | undefined): number | undefined => where?.line;

test('a key is found as an argument, as a key of an object, and as a constant', () => {
  assert.equal(line(whereKey(source("a();\nspan.setAttribute('app.x', 1);"), 'app.x')), 2);
  assert.equal(line(whereKey(source("span.setAttributes({\n  'app.x': 1,\n});"), 'app.x')), 2);
  assert.equal(line(whereKey(source('span.setAttributes({\n  amount: 1,\n});'), 'amount')), 2);
  assert.equal(line(whereKey(source("const KEY = 'app.x';\nspan.setAttribute(KEY, 1);"), 'app.x')), 1);
  assert.equal(whereKey(source("span.setAttribute('app.y', 1);"), 'app.x'), undefined);
});

test('an event is found by its words, in the call that adds it', () => {
  const text = "log('card charged');\nspan.addEvent('card_charged');";
  assert.equal(line(whereEvent(source(text), 'card charged')), 2);
});

test('a status is found by its name or its number', () => {
  const text = 'span.setStatus({ code: 2 });\nspan.setStatus({ code: SpanStatusCode.OK });';
  assert.equal(line(whereStatus(source(text), 'ERROR')), 1);
  assert.equal(line(whereStatus(source(text), 'OK')), 2);
});

const CATCHES = `try { a(); } catch (error) {
  throw error;
}
try { b(); } catch (error) {
  log(error);
}
c().catch(error => {
  log(error);
});
`;

test('a catch that throws on is passed over', () => {
  assert.equal(line(whereCaughtForGood(source(CATCHES))), 4);
  assert.equal(line(whereCaughtForGood(source('a().catch(() => undefined);'))), 1);
  assert.equal(whereCaughtForGood(source('try { a(); } catch (error) { next(error); }')), undefined);
});

test('a value returned in a catch is found beside a throw', () => {
  const text =
    'const f = () => {\n  try { a(); } catch (error) {\n    if (no) return 1;\n    throw error;\n  }\n};';
  assert.equal(line(whereReturnedInCatch(source(text))), 3);
});

test('only another error than the caught one is thrown anew', () => {
  const anew = "try { a(); } catch (error) {\n  throw new Error('x');\n}";
  assert.equal(line(whereThrownAnew(source(anew))), 2);
  assert.equal(whereThrownAnew(source('try { a(); } catch (problem) { throw problem; }')), undefined);
});

test('of the answers in a catch the last is meant, and one outside of it is not', () => {
  const text =
    'try {\n  response.json(a());\n} catch (error) {\n  if (no) response.status(402).json({});\n  else response.status(500).json({});\n}';
  assert.equal(line(whereCaughtAndAnswered(source(text))), 5);
  assert.equal(whereCaughtAndAnswered(source('response.json(1);')), undefined);
});
