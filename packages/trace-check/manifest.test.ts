import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyLab } from './evidence-builder.ts';
import type { Lab, LabRequest, Rule, Task } from './lab.ts';
import { ManifestError, problemsOf, readManifest } from './manifest.ts';

const ORDER: LabRequest = {
  name: 'an order',
  method: 'POST',
  path: '/orders',
  body: { product: 'Laptop' },
  status: 201,
};
const good: Lab = { ...tinyLab([{ rule: 'answers' }]), requests: () => [ORDER] };

const withRule = (rule: Rule): Lab => ({
  ...good,
  tasks: good.tasks.map(task => ({ ...task, rules: [rule] })),
});
const withTask = (change: Partial<Task>): Lab => ({
  ...good,
  tasks: good.tasks.map(task => ({ ...task, ...change })),
});
const withRequests = (...requests: LabRequest[]): Lab => ({ ...good, requests: () => requests });

const ACCEPTED: Record<string, Lab> = {
  'a lab with one task': good,
  'a rule about a request by name': withRule({ rule: 'answers', requests: ['an order'] }),
  'a value taken from the body': withRule({
    rule: 'span',
    span: { service: 'order-service', name: 'x' },
    attributes: { 'app.product': { type: 'string', is: { from: 'body', path: 'product' } } },
  }),
  'a value taken from the answer': withRule({
    rule: 'span',
    span: {},
    attributes: { 'app.total': { type: 'number', is: { from: 'answer', path: 'total' } } },
  }),
  'a last request with its rule': {
    ...withRule({ rule: 'nothing-lost-at-stop', services: ['api-gateway'] }),
    lastRequest: () => ({ ...ORDER, name: 'the last order' }),
  },
  'a secret long enough to be one': withRule({ rule: 'no-secret', what: 'the PIN', values: ['12-34'] }),
};

const REJECTED: [string, Lab, RegExp][] = [
  ['no requests', withRequests(), /requests: there is none/],
  ['two requests of one name', withRequests(ORDER, ORDER), /two have the same name/],
  ['no tasks', { ...good, tasks: [] }, /tasks: there is none/],
  ['a task out of order', withTask({ id: 2 }), /number 2 stands at place 1/],
  ['a task without rules', withTask({ rules: [] }), /task 1: no rules, so it could not fail/],
  ['an empty hint', withTask({ hints: ['Why?', ' ', 'This.'] }), /three hints are needed/],
  ['a part by a wrong path', { ...good, parts: ['tracing.ts'] }, /not of the form service\/file\.ts/],
  ['a part with a step upward', { ...good, parts: ['api-gateway/../x.ts'] }, /not of the form/],
  [
    'a part of a service that does not run',
    { ...good, parts: ['inventory-service/routes.ts'] },
    /a service the lab does not start/,
  ],
  [
    'a rule about a request nobody sends',
    withRule({ rule: 'answers', requests: ['a slow order'] }),
    /no request is named "a slow order"/,
  ],
  [
    'a rule about a service that does not run',
    withRule({ rule: 'reports', services: ['inventory-service'] }),
    /rule reports speaks of inventory-service, which the lab does not start/,
  ],
  [
    'an edge to a service that does not run',
    withRule({ rule: 'edge', from: 'api-gateway', to: 'inventory-service' }),
    /rule edge speaks of inventory-service/,
  ],
  [
    'a request to a service that does not run',
    withRequests({ ...ORDER, service: 'inventory-service' }),
    /"an order" asks inventory-service/,
  ],
  [
    'a fault in a service that does not run',
    withRequests({ ...ORDER, faults: [{ service: 'inventory-service', step: 'x', latency: 5 }] }),
    /"an order" has a fault in inventory-service/,
  ],
  [
    'a value the body does not have',
    withRule({
      rule: 'span',
      span: {},
      events: [
        { name: 'e', attributes: { 'app.price': { type: 'number', is: { from: 'body', path: 'price' } } } },
      ],
    }),
    /"app\.price" is compared with body\.price, and the body of "an order" has none/,
  ],
  [
    'a rule about the last request where there is none',
    withRule({ rule: 'nothing-lost-at-stop', services: ['api-gateway'] }),
    /needs a lastRequest/,
  ],
  [
    'a last request under the name of another',
    { ...good, lastRequest: () => ORDER },
    /lastRequest: "an order" is the name of another/,
  ],
  ['no secret at all', withRule({ rule: 'no-secret', what: 'it', values: [] }), /no-secret needs values/],
  [
    'a secret of one digit',
    withRule({ rule: 'no-secret', what: 'it', values: ['--7'] }),
    /no-secret needs values/,
  ],
  [
    'a tree of a request nobody sends',
    { ...good, expected: { ...good.expected, request: 'a slow order' } },
    /expected: no request is named "a slow order"/,
  ],
];

for (const [what, lab] of Object.entries(ACCEPTED))
  test(`a manifest with ${what} is accepted`, () => assert.deepEqual(problemsOf(lab), []));

for (const [what, lab, why] of REJECTED)
  test(`a manifest with ${what} is rejected`, () => {
    const problems = problemsOf(lab);
    assert.ok(
      problems.some(problem => why.test(problem)),
      problems.join('\n') || 'it was accepted',
    );
  });

const refused = (value: unknown): string => {
  try {
    readManifest(value, 'labs/99-x/lab.ts');
  } catch (error) {
    assert.ok(error instanceof ManifestError, String(error));
    return error.message;
  }
  return 'accepted';
};

test('what is no manifest is refused with the file and the reason', () => {
  assert.match(refused(undefined), /^labs\/99-x\/lab\.ts must export the lab as its default/);
  assert.match(refused('lab'), /must export the lab/);
  assert.match(refused({ title: 'A lab' }), /lacks goal, minutes, lesson/);
  assert.match(refused({ ...good, tasks: {} }), /tasks must be a list/);
  assert.match(refused({ ...good, requests: [] }), /requests must be a function/);
});

test('all that is wrong is said at once, under the name of the file', () => {
  const said = refused({ ...good, tasks: [], parts: ['x'] });
  assert.match(said, /^labs\/99-x\/lab\.ts:\n/);
  assert.match(said, /tasks: there is none/);
  assert.match(said, /parts: "x"/);
});
