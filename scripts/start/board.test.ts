import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { readPorts } from '../machine/workshop-ports.ts';
import { type Board, LESSONS, renderBoard } from './board.ts';
import { lessonsRow } from './lessons-row.ts';
import { rowsOf } from './screen.ts';

const board = (change: Partial<Board> = {}): Board => ({
  ports: readPorts({}),
  services: {
    'api-gateway': 'ready',
    'user-service': 'ready',
    'order-service': 'ready',
    'inventory-service': 'ready',
  },
  lentTo: undefined,
  traces: { state: 'ready', by: 'the trace store' },
  lessons: { state: 'ready', readable: true, note: 'ready' },
  failures: [],
  notes: [],
  stopping: false,
  ...change,
});
const text = (change?: Partial<Board>): string =>
  stripVTControlCharacters(renderBoard(board(change)).join('\n'));

test('a ready board says where everything is, what to do next and how to stop', () => {
  const words = text();
  for (const address of ['http://localhost:8080', 'http://localhost:16686', 'http://localhost:3000'])
    assert.ok(words.includes(address), address);
  assert.match(words, /Next: place an order[\s\S]+curl -X POST localhost:8080\/orders[\s\S]+npm run lab 01/);
  assert.match(words, /Ctrl-C stops everything/);
});

test('while a service starts the next step is not offered yet', () => {
  const services = { ...board().services, 'order-service': 'starting' as const };
  assert.match(text({ services }), /starting: order-service/);
  assert.doesNotMatch(text({ services }), /curl/);
});

test('a service that ended is shown with its last words and its log', () => {
  const services = { ...board().services, 'user-service': 'failed' as const };
  const failure = {
    name: 'user-service',
    lines: ['1', '2', '3', '4', '5', '6', 'boom'],
    log: '.workshop/logs/user-service.log',
  };
  const words = text({ services, failures: [failure] });
  assert.match(words, /user-service: not running/);
  assert.match(
    words,
    /user-service has ended\. Its last words:\n {6}2\n[\s\S]+ {6}boom\n.*\.workshop\/logs\/user-service\.log/,
  );
  assert.doesNotMatch(words, /curl/);
});

test('lessons that can not be prepared leave the shop usable', () => {
  const lessons = lessonsRow({
    state: 'failed',
    message: 'The disk is full.',
    next: 'Free some.',
    readable: false,
  });
  const words = text({ lessons, failures: [{ name: LESSONS, lines: [], log: 'x' }] });
  assert.match(words, /The disk is full\. Free some\./);
  assert.match(words, /curl/);
});

test('while a lab has the ports the board says so', () => {
  assert.match(text({ lentTo: 'lab 01' }), /lab 01 runs in another terminal/);
});

test('lessons under construction say whether an earlier version can be read', () => {
  assert.match(
    lessonsRow({ state: 'building', step: 'step 2 of 2', readable: true }).note,
    /step 2 of 2 \(an earlier version/,
  );
  assert.equal(lessonsRow({ state: 'installing', step: 'step 1 of 2', readable: false }).note, 'step 1 of 2');
});

test('a board that stops does not call anything ready that is not', () => {
  const services = { ...board().services, 'user-service': 'stopped' as const };
  const words = text({ services, stopping: true });
  assert.match(words, /shop .* stopped/);
  assert.match(words, /Stopping …/);
});

test('a line longer than the terminal counts as the rows it takes', () => {
  assert.equal(rowsOf(['12345', '', '1234567890', '\u001b[1m12345\u001b[22m'], 5), 5);
});

test('a Jaeger that is not ours and went away is told in the row of the traces', () => {
  const note = 'Jaeger 2.13.0 does not answer; spans are lost until it is back';
  assert.match(
    text({ traces: { state: 'failed', by: 'Jaeger 2.13.0', note } }),
    new RegExp(`✗ traces .*${note}`),
  );
});
