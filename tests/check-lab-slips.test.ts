// What learners' code does wrong at the start and in a request, each in a copy of a solution.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { edit, FIRST, openLearner, SPANS, START, TRACING, verdictOf } from './learner.ts';
import { nothingIsLeft } from './still-there.ts';

/** Checks side by side: two cores hold this many shops. */
const AT_ONCE = 3;

const { workshop, check, ownCopy, fingerprint } = await openLearner();

/** The line of a file that holds this text. */
const lineOf = (path: string, text: string): number =>
  readFileSync(path, 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

type Slip = {
  what: string;
  lab: string;
  file: string;
  find: string;
  replace: string;
  cause: string;
  /** A piece of the line the finding must point at. */
  at?: string;
  saw?: RegExp;
};
const PART = 'order-service/place-order.ts';
const CHECK_ORDER = 'const checkOrder = ({ items }: OrderRequest): void => {';
const RESERVE = '      return await shop.inventory.reserve(product, quantity, delay);';

const SLIPS: Slip[] = [
  {
    what: 'a syntax error',
    lab: FIRST,
    file: TRACING,
    find: START,
    replace: 'const x = {;',
    cause: 'syntax-error',
    at: 'const x = {;',
  },
  {
    what: 'an import of a name that is not there',
    lab: FIRST,
    file: TRACING,
    find: "import { NodeSDK } from '@opentelemetry/sdk-node';",
    replace: "import { NodeSdk as NodeSDK } from '@opentelemetry/sdk-node';",
    cause: 'missing-import',
    at: 'NodeSdk',
  },
  {
    what: 'a crash at the start',
    lab: FIRST,
    file: TRACING,
    find: START,
    replace: 'sdk.go();',
    cause: 'crash',
    at: 'sdk.go();',
    saw: /sdk\.go is not a function/,
  },
  {
    what: 'process.exit',
    lab: FIRST,
    file: TRACING,
    find: START,
    replace: 'process.exit();',
    cause: 'exit-called',
    at: 'process.exit();',
  },
  {
    what: 'an endless loop at the start',
    lab: FIRST,
    file: TRACING,
    find: START,
    replace: 'while (sdk) {}',
    cause: 'endless-loop',
    at: 'while (sdk) {}',
  },
  {
    what: 'an await at the top that never settles',
    lab: FIRST,
    file: TRACING,
    find: START,
    replace: 'await new Promise(() => {});',
    cause: 'never-ready',
    at: 'await new Promise',
  },
  {
    what: 'an SDK that sends to where nobody listens',
    lab: FIRST,
    file: TRACING,
    find: 'new OTLPTraceExporter()',
    replace: "new OTLPTraceExporter({ url: 'http://localhost:9/v1/traces' })",
    cause: 'nobody-listens',
    at: 'localhost:9',
  },
  {
    what: 'an export that is gone',
    lab: SPANS,
    file: PART,
    find: 'export const placeOrder',
    replace: 'export const placeorder',
    cause: 'missing-export',
    saw: /does not export placeOrder/,
  },
  {
    what: 'an endless loop in a request',
    lab: SPANS,
    file: PART,
    find: CHECK_ORDER,
    replace: `${CHECK_ORDER}\n  for (;;) {}`,
    cause: 'endless-loop',
    at: 'for (;;) {}',
  },
  {
    what: 'process.exit in a request',
    lab: SPANS,
    file: PART,
    find: CHECK_ORDER,
    replace: `${CHECK_ORDER}\n  process.exit(0);`,
    cause: 'exit-called',
    at: 'process.exit(0);',
  },
  {
    what: 'a request that hangs',
    lab: SPANS,
    file: PART,
    find: RESERVE,
    replace: `      await new Promise(() => {});\n${RESERVE}`,
    cause: 'never-settles',
    saw: /was not answered in time|never|open/,
  },
];

const judgeSlip = async (slip: Slip): Promise<void> => {
  const { what, lab, file, find, replace, cause, at, saw } = slip;
  const dir = ownCopy(what.replaceAll(/\W/g, '-'), lab);
  const path = join(dir, file);
  edit(path, find, replace);
  const end = await check(lab.slice(0, 2), '--dir', dir, '--json');
  const verdict = verdictOf(end);
  const [first] = verdict.findings;
  assert.ok(first, `${what}: no finding`);
  const told = `${what}: ${first.cause}, ${first.saw}`;
  assert.equal(end.code, 1, told);
  assert.equal(verdict.passed, false, told);
  assert.equal(first.cause, cause, told);
  if (saw) assert.match(first.saw, saw, told);
  if (at === undefined) return;
  assert.ok(first.where?.path.endsWith(file), `${told} at ${first.where?.path}`);
  assert.equal(first.where?.line, lineOf(path, at), told);
};

test('what does not start, ends, loops or hangs gives a finding in words, at its line', async () => {
  const before = fingerprint();
  const queue = [...SLIPS];
  const worker = async (): Promise<void> => {
    for (let slip = queue.shift(); slip !== undefined; slip = queue.shift()) await judgeSlip(slip);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await nothingIsLeft(workshop);
  assert.equal(fingerprint(), before);
  assert.deepEqual(readdirSync(join(workshop.folder, '.workshop', 'dirs')), []);
});
