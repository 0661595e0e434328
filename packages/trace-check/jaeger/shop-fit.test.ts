import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVICE_NAMES, SERVICES, type ServiceName } from '../launch/service.ts';
import { HEALTH } from './health-builder.ts';
import type { Health, ServiceLook } from './shop.ts';
import { changedBetween, complaintAboutShop } from './shop-fit.ts';

const WANTED = {
  number: '03',
  parts: 'labs/03-spans',
  services: ['order-service', 'user-service'] as const,
};

const shop = (
  health: Partial<Health> = {},
  states: Partial<Record<ServiceName, 'down' | 'silent' | 'stranger'>> = {},
): ServiceLook[] =>
  SERVICE_NAMES.map(service => {
    const { port } = SERVICES[service];
    const state = states[service];
    return state === undefined
      ? { service, port, state: 'answers', health: { ...HEALTH, ...health } }
      : { service, port, state };
  });

const ALL_DOWN = {
  'api-gateway': 'down',
  'user-service': 'down',
  'order-service': 'down',
  'inventory-service': 'down',
} as const;

test('the shop of the lab is as it should be, and so is one that does not tell', () => {
  assert.equal(complaintAboutShop(shop(), WANTED), undefined);
  assert.equal(complaintAboutShop(shop({ parts: undefined }), WANTED), undefined);
});

test('a service the lab does not need may be down', () => {
  assert.equal(complaintAboutShop(shop({}, { 'inventory-service': 'down' }), WANTED), undefined);
});

for (const [what, looks, says] of [
  [
    'no shop at all',
    shop({}, ALL_DOWN),
    /^The shop does not run: nothing answers at the ports 8080, 8001, 8002 and 8003\. Start it with `npm run lab 03`, or `LAB=03 docker compose up`/,
  ],
  [
    'one service that is down',
    shop({}, { 'order-service': 'down' }),
    /^order-service \(port 8002\) does not run, the rest of the shop does\..*docker compose logs order-service.*`npm run check-lab 03`/,
  ],
  [
    'two that hang',
    shop({}, { 'order-service': 'silent', 'user-service': 'silent' }),
    /^user-service and order-service take the connection and do not answer/,
  ],
  [
    'a port somebody else holds',
    shop({}, { 'order-service': 'stranger' }),
    /^Port 8002 answers, but not as order-service does/,
  ],
  [
    'another lab',
    shop({ parts: ['labs/01-first-trace'] }),
    /^The shop that runs is lab 01, and you asked for lab 03\. Stop it, and start `npm run lab 03`/,
  ],
  [
    'the finished shop',
    shop({ parts: [] }),
    /^The shop that runs is the finished shop, and you asked for lab 03\./,
  ],
] as const)
  test(`${what} is named, with what to do`, () => {
    assert.match(complaintAboutShop(looks, WANTED) ?? '', says);
  });

test('who went down and who was started anew between two looks is named', () => {
  assert.deepEqual(changedBetween(shop(), shop()), []);
  assert.deepEqual(changedBetween(shop(), shop({}, { 'user-service': 'down' })), ['user-service went down']);
  assert.equal(changedBetween(shop(), shop({ pid: 2 })).length, 4);
  assert.equal(changedBetween(shop(), shop({ startedAtMs: 2 }))[0], 'api-gateway was started anew');
});
