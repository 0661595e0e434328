import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf } from './route.ts';

const pageOf = (path: string): string => routeOf(path, '').page;
const labOf = (path: string): string | undefined => {
  const route = routeOf(path, '');
  return route.page === 'check' ? route.lab : undefined;
};

test('Jaeger’s own addresses lead to the same pages here', () => {
  assert.equal(pageOf('/'), 'search');
  assert.equal(pageOf('/search'), 'search');
  assert.equal(pageOf('/dependencies/'), 'dependencies');
  const trace = routeOf('/trace/ABC', '?uiFind=x');
  assert.ok(trace.page === 'trace');
  assert.equal(trace.traceId, `${'0'.repeat(29)}abc`);
  assert.equal(trace.params.get('uiFind'), 'x');
  const compare = routeOf('/trace/a...', '');
  assert.ok(compare.page === 'compare');
  assert.deepEqual([compare.before, compare.after], [`${'0'.repeat(31)}a`, '']);
});

test('a check is found by the number of its lab, as one types it, or by its name', () => {
  assert.equal(labOf('/check'), '');
  assert.equal(labOf('/check/1'), '01');
  assert.equal(labOf('/check/01'), '01');
  assert.equal(labOf('/check/12/'), '12');
  assert.equal(labOf('/check/01-first-trace'), '01-first-trace');
  assert.equal(labOf('/check/1-first-trace'), '01-first-trace');
});

test('what is no page is none', () => {
  for (const path of ['/check/123', '/check/first', '/trace/xyz', '/trace/', '/nowhere', '/search/more'])
    assert.equal(pageOf(path), 'unknown', path);
});
