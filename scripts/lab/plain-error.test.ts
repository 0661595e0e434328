import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainError } from './plain-error.ts';

/** What Node says of a file with this text, as a learner would meet it. */
const errorOf = (text: string) => {
  const root = mkdtempSync(join(tmpdir(), 'plain-error-'));
  const file = join(root, 'tracing.ts');
  writeFileSync(file, text);
  const { stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  rmSync(root, { recursive: true });
  return plainError(stderr.split('\n'), root, root);
};

test('a syntax error is told with its file, its line and the reason', () => {
  const error = errorOf('const fine = 1;\nconst x = ;\nexport {};\n');
  assert.equal(error.place, 'tracing.ts:2');
  assert.equal(error.code[0], 'const x = ;');
  assert.match(error.reason, /^SyntaxError/);
});

test('a crash is told at the line that threw', () => {
  const error = errorOf('const sdk: any = undefined;\n\nsdk.start();\n');
  assert.equal(error.place, 'tracing.ts:3');
  assert.match(error.reason, /^TypeError: Cannot read properties of undefined/);
});

test('a package that does not exist is told with the file that wants it, not with lines of Node itself', () => {
  const error = errorOf("import '@opentelemetry/sdk-nodee';\n");
  assert.equal(error.place, 'tracing.ts');
  assert.deepEqual(error.code, []);
  assert.match(error.reason, /Cannot find package '@opentelemetry\/sdk-nodee'/);
});

test("the shop's own sentence about a part is passed on", () => {
  const line =
    'api-gateway could not start. /w/labs/01-x/api-gateway/routes.ts does not export routes. It exports nope.';
  assert.deepEqual(plainError(['{"level":"info"}', line], '/w', '/w/labs/01-x'), {
    place: 'labs/01-x/api-gateway/routes.ts',
    code: [],
    reason: 'labs/01-x/api-gateway/routes.ts does not export routes. It exports nope.',
  });
});

test("of several files in a stack, the learner's own is pointed at", () => {
  const lines = [
    'order-service could not start. Error: from routes',
    '    at routes (file:///w/services/order-service/routes.ts:1:37)',
    '    at file:///w/labs/03-spans/order-service/place-order.ts:8:10',
  ];
  const error = plainError(lines, '/w', '/w/labs/03-spans');
  assert.equal(error.place, 'labs/03-spans/order-service/place-order.ts:8');
  assert.equal(error.reason, 'Error: from routes');
});

test('a program that ends without a word is said to have done so', () => {
  assert.equal(errorOf('process.exit(0);\n').reason, 'It printed nothing.');
});
