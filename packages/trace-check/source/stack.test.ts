import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource } from './source.ts';
import { whereAt, whereInStack } from './stack.ts';

const sources = [
  readSource({
    service: 'order-service',
    file: 'place-order.ts',
    path: 'labs/03-spans/order-service/place-order.ts',
    text: 'one;\ntwo;\nthree;\n',
  }),
];
const FILE = '/home/ada/workshop/labs/03-spans/order-service/place-order.ts';

test('the innermost frame in a file of the learner is the place', () => {
  const where = whereInStack(
    [
      'TypeError: x is not a function',
      '    at call (/home/ada/workshop/node_modules/axios/lib/core.js:12:3)',
      `    at async placeOrder (file://${FILE}:2:9)`,
      `    at async handle (file://${FILE}:3:1)`,
    ],
    sources,
  );
  assert.deepEqual(where, { path: 'labs/03-spans/order-service/place-order.ts', line: 2, code: 'two;' });
});

test('a frame without a function, and the bare place Node prints above a syntax error, are frames', () => {
  assert.equal(whereInStack([`    at file://${FILE}:3:5`], sources)?.line, 3);
  assert.equal(whereInStack([`${FILE}:1`], sources)?.line, 1);
  assert.equal(whereInStack([`file://${FILE}:3`], sources)?.line, 3);
});

test('a path of Windows is a path', () => {
  const path = 'C:\\workshop\\labs\\03-spans\\order-service\\place-order.ts';
  assert.equal(whereAt(path, 2, sources)?.line, 2);
  assert.equal(
    whereInStack([`    at f (file:///C:/workshop/labs/03-spans/order-service/place-order.ts:2:1)`], sources)
      ?.line,
    2,
  );
});

test('a folder with a space in its name does not hide the file', () => {
  const url = FILE.replace('workshop', 'my%20workshop');
  assert.equal(whereInStack([`    at f (file://${url}:2:1)`], sources)?.line, 2);
  const path = FILE.replace('workshop', 'my workshop');
  assert.equal(whereInStack([`    at f (${path}:2:1)`], sources)?.line, 2);
});

test('the same file name in another service is another file', () => {
  assert.equal(whereInStack(['    at f (/x/user-service/place-order.ts:2:1)'], sources), undefined);
  assert.equal(whereInStack(['    at f (/x/other-order-service/place-order.ts:2:1)'], sources), undefined);
});

test('text without a place has none', () => {
  assert.equal(whereInStack([], sources), undefined);
  assert.equal(whereInStack(['Error: nothing', '    at node:internal/process:1:2'], sources), undefined);
});

test('a line beyond the end has no code, and is still told', () => {
  assert.deepEqual(whereAt(FILE, 99, sources), {
    path: 'labs/03-spans/order-service/place-order.ts',
    line: 99,
    code: '',
  });
});
