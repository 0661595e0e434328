import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span } from '#trace-model/builder.ts';
import type { Rule } from '../../lab.ts';
import {
  brief,
  changed,
  entry,
  findings,
  GOOD,
  own,
  RULES,
  request,
  SERVICE,
  shelf,
  step,
  whole,
} from './traced-order.ts';

const EDGE: Rule = { rule: 'edge', from: 'order-service', to: 'inventory-service' };
const served = () => span('inventory-service', 'POST /reservations', { kind: 'server' });
const apart = () => [
  entry([step('reserve items', [step('reserve item'), step('reserve item')])]),
  served(),
  served(),
];

const hop = (headers: Record<string, string>) => ({
  service: 'inventory-service' as const,
  method: 'POST',
  url: '/reservations',
  headers,
});

const withFetch = changed('shop.inventory.reserve(item)', 'fetch(url)');

test('a call made with fetch arrives without a traceparent, and points at the fetch', () => {
  const asked = request(apart(), { hops: [hop({ 'user-agent': 'node' })] });
  const found = findings([asked], withFetch, {}, [...RULES, EDGE]);
  assert.deepEqual(brief(found), ['fetch-not-traced:12']);
});

test('a fetch that carries a traceparent is not accused', () => {
  const asked = request(apart(), { hops: [hop({ 'user-agent': 'node', traceparent: '00-1-2-01' })] });
  const found = findings([asked], withFetch, {}, [...RULES, EDGE]);
  assert.ok(found.every(({ cause }) => cause !== 'fetch-not-traced'));
});

test('a call that node:http has seen is no fetch, whatever the source says', () => {
  const asked = request(apart(), {
    hops: [hop({ 'user-agent': 'node' })],
    calls: [{ service: 'order-service', method: 'POST', path: '/reservations' }],
  });
  const found = findings([asked], withFetch, {}, [...RULES, EDGE]);
  assert.ok(found.every(({ cause }) => cause !== 'fetch-not-traced'));
});

const SAVE: Rule[] = [
  { rule: 'span', span: own('save order'), inside: { service: SERVICE, kind: 'server' } },
  { rule: 'one-trace' },
];
const saving = (pid: number) => step('save order', [], { resource: { 'process.pid': pid } });
const pids = { processes: { [SERVICE]: { pid: 700 } } };
const forks = "import { fork } from 'node:child_process';\nconst program = fork('./save.ts');\n";

test('a root from another process than the service is a child process without the context', () => {
  const found = findings([request([entry([]), saving(701)])], forks, pids, SAVE);
  assert.deepEqual(brief(found), ['child-process-without-context:2']);
});

test('a root of the service itself is a span that begins a trace', () => {
  const source = "tracer.startActiveSpan('save order', { root: true }, span => span.end());\n";
  const found = findings([request([entry([]), saving(700)])], source, pids, SAVE);
  assert.deepEqual(brief(found), ['span-begins-a-trace:1']);
});

test('an order in one trace breaks nowhere', () => {
  assert.deepEqual(
    findings([request([whole()])], GOOD, {}, [...RULES, EDGE, { rule: 'span', span: shelf }]),
    [],
  );
});
