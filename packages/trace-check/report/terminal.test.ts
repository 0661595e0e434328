import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { type SpanSketch, span } from '#trace-model/builder.ts';
import { evidence, type RequestSketch, tinyLab } from '../evidence-builder.ts';
import type { Finding } from '../finding.ts';
import { judge } from '../judge.ts';
import type { Lab, Rule } from '../lab.ts';
import { type ReportOptions, renderTerminal, wrap } from './terminal.ts';

const TREE: Lab['expected'] = {
  request: 'an order',
  tree: {
    service: 'api-gateway',
    name: 'GET /orders/:id',
    kind: 'server',
    children: [{ service: 'order-service', name: 'GET /orders/:id', kind: 'server' }],
  },
};
const RULES: Rule[] = [{ rule: 'edge', from: 'api-gateway', to: 'order-service' }];

const options = (width: number, color = false): ReportOptions => ({
  width,
  color,
  command: 'npm run check-lab 01',
  lessonsUrl: 'http://localhost:3000',
  traceUrl: id => `http://localhost:16686/trace/${id}`,
});
const server = (service: string, children: SpanSketch[] = []) =>
  span(service, 'GET /orders/:id', { kind: 'server' }, children);

const reported = (
  traces: (SpanSketch | SpanSketch[])[],
  {
    width = 80,
    color = false,
    lab = {},
    finding = {},
  }: { width?: number; color?: boolean; lab?: Partial<Lab>; finding?: Partial<Finding> } = {},
  request: Partial<RequestSketch> = {},
): string => {
  const asked: Lab = { ...tinyLab(RULES), expected: TREE, ...lab };
  const seen = evidence([{ name: 'an order', traces, ...request }]);
  const verdict = judge(asked, '01-tiny', seen);
  const findings = verdict.findings.map(one => ({ ...one, ...finding }));
  return renderTerminal(asked, { ...verdict, findings }, seen, () => 'structure', options(width, color));
};
const BROKEN = [server('api-gateway'), server('order-service')];
const LONG = 'a-name-nobody-should-give-a-span-'.repeat(8);

const tooWide = (report: string, width: number): string[] =>
  report
    .split('\n')
    .filter(line => stripVTControlCharacters(line).length > width && !/^ {2}where /.test(line));

test('a pass says so, with the goal, what to read next and the way to the trace, and nothing else', () => {
  const lines = reported([server('api-gateway', [server('order-service')])]).split('\n');
  assert.deepEqual(lines, [
    '',
    'A tiny lab 01-tiny',
    '',
    '  ✓ done    1. Task 1',
    '',
    '  Passed. One thing holds.',
    '  Now read "Look at what you made" in labs/01-tiny/README.md.',
    '  The trace: http://localhost:16686/trace/00000000000000000000000000000001',
    '',
  ]);
});

test('a finding is an observation, a cause and a next step, with the trees and ways to go on', () => {
  const report = reported(BROKEN);
  assert.match(report, /○ not yet 1\. Task 1/);
  assert.match(report, /Fix this first \(task 1, broken-edge\)/);
  assert.match(report, /^ {2}saw {5}api-gateway called order-service/m);
  assert.match(report, /^ {2}cause {3}/m);
  assert.match(report, /^ {2}next {4}/m);
  assert.match(report, /More on this: http:\/\/localhost:3000\/causes\/broken-edge/);
  assert.match(report, /Stuck\? npm run check-lab 01 -- --hint 1/);
});

test('on a narrow terminal the trees stand below each other, on a wide one side by side', () => {
  const narrow = reported(BROKEN, { width: 80 });
  assert.match(narrow, /^ {2}expected$/m);
  assert.match(narrow, /^ {2}arrived$/m);
  assert.match(narrow, /^ {6}order-service {2}GET \/orders\/:id \(server\) {2}← missing$/m);
  assert.match(narrow, /^ {4}order-service {2}GET \/orders\/:id \(server\) {2}← a trace of its own$/m);
  assert.match(reported(BROKEN, { width: 120 }), /^ {2}expected {10,}arrived$/m);
});

test('a span whose parent is missing is marked in words', () => {
  const orphan = span('order-service', 'GET /orders/:id', { kind: 'server', parentSpanId: 'a'.repeat(16) });
  assert.match(reported([[server('api-gateway'), orphan]]), /← parent never arrived/);
});

test('where nothing arrived, that is said in place of a tree', () => {
  assert.match(reported([]), /\(no spans\)/);
});

test('layers of express are folded away, and what lies in them moves up', () => {
  const layer = span(
    'api-gateway',
    'middleware - json',
    { scope: '@opentelemetry/instrumentation-express' },
    [span('api-gateway', 'my step')],
  );
  const report = reported([server('api-gateway', [layer]), server('order-service')]);
  assert.doesNotMatch(report, /middleware/);
  assert.match(report, /^ {6}api-gateway {2}my step$/m);
});

test('a span of ones own between two expected ones does not make them missing', () => {
  const between = server('api-gateway', [span('api-gateway', 'my step', {}, [server('order-service')])]);
  const report = reported([between, server('user-service')], {
    lab: { tasks: tinyLab([{ rule: 'one-trace' }]).tasks },
  });
  assert.match(report, /user-service .* ← a trace of its own/);
  assert.doesNotMatch(report, /← missing/);
});

test('a crowd of spans is cut short and counted', () => {
  const crowd = Array.from({ length: 40 }, (_, index) => span('api-gateway', `step ${index}`));
  const report = reported([server('api-gateway', crowd)]);
  assert.match(report, /… and 28 more/);
  assert.ok(report.split('\n').length < 45);
});

for (const width of [80, 100, 120])
  test(`nothing is wider than ${width} columns, whatever a learner named`, () => {
    const long = server('api-gateway', [span('api-gateway', LONG), span(LONG, LONG)]);
    const report = reported([long, span('order-service', LONG, { kind: 'server' })], {
      width,
      lab: { goal: LONG, title: 'A lab' },
      finding: {
        saw: `"${LONG}" was seen.`,
        next: `Look at ${LONG}.`,
        where: { path: 'labs/01/x.ts', line: 7, code: `    const x = '${LONG}';` },
      },
    });
    assert.deepEqual(tooWide(report, width), []);
    assert.match(report, /…/);
    assert.match(report, /← a trace of its own/);
  });

test('a place is never broken: an editor opens it in one piece', () => {
  const path = `../../${'deep/'.repeat(30)}tracing.ts`;
  const report = reported(BROKEN, { finding: { where: { path, line: 7, code: 'sdk.start();' } } });
  assert.ok(report.includes(`where   ${path}:7\n`));
  assert.match(report, /^ {10}7 │ sdk\.start\(\);$/m);
});

test('without color there is not one escape, and with it the words are the same', () => {
  const plain = reported(BROKEN, { width: 120 });
  const colored = reported(BROKEN, { width: 120, color: true });
  assert.equal(plain, stripVTControlCharacters(plain));
  assert.notEqual(colored, plain);
  assert.equal(stripVTControlCharacters(colored), plain);
});

test('escapes and line breaks in a name do not reach the terminal', () => {
  const name = 'a\u001b[2Jname\nof two lines';
  const report = reported([server('api-gateway', [span('api-gateway', name)])], {
    finding: { saw: `\u001b[31m"${name}"\u001b[0m was seen.` },
  });
  assert.ok(!report.includes('\u001b'));
  assert.match(report, /^ {6}api-gateway {2}a \[2Jname of two lines$/m);
});

test('how many findings are left is said, and not what they are', () => {
  const lab = { tasks: tinyLab([...RULES, { rule: 'few-spans', service: 'api-gateway', most: 0 }]).tasks };
  assert.match(reported(BROKEN, { lab }), /After that: 1 more\. Fix the first and check again/);
});

test('text is wrapped at words, and a word longer than a line is broken', () => {
  assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrap('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  assert.deepEqual(wrap('one\ntwo', 20), ['one', 'two']);
});
