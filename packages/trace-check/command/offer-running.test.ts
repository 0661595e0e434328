import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Backend } from '../backend.ts';
import { HEALTH } from '../jaeger/health-builder.ts';
import type { Health, ServiceLook } from '../jaeger/shop.ts';
import { SERVICE_NAMES, SERVICES } from '../launch/service.ts';
import { offerOf } from './offer-running.ts';

const JAEGER: Backend = {
  name: 'Jaeger 2.13.0',
  base: 'http://localhost:16686',
  isJaeger: true,
  traceUrl: id => id,
  take: async () => undefined,
  keep: async () => undefined,
};

const shop = (health: Partial<Health> = {}): ServiceLook[] =>
  SERVICE_NAMES.map(service => ({
    service,
    port: SERVICES[service].port,
    state: 'answers',
    health: { ...HEALTH, ...health },
  }));

test('a lab that runs beside a Jaeger is offered, with the whole command', () => {
  assert.equal(
    offerOf(shop(), '03-spans', JAEGER),
    'Lab 03 also runs here and sends to Jaeger 2.13.0. To judge that one: npm run check-lab 03 -- --jaeger http://localhost:16686',
  );
});

test('one in containers is known by where it sends', () => {
  assert.match(offerOf(shop({ sendsTo: 'http://jaeger:4318' }), '03-spans', JAEGER) ?? '', /runs in Docker/);
  assert.match(offerOf(shop({ sendsTo: 'http://localhost:4318' }), '03-spans', JAEGER) ?? '', /runs here/);
});

test('another lab, the finished shop, and half a shop are not offered', () => {
  assert.equal(offerOf(shop(), '01-first-trace', JAEGER), undefined);
  assert.equal(offerOf(shop({ parts: [] }), '03-spans', JAEGER), undefined);
  const [first, ...rest] = shop();
  assert.ok(first);
  assert.equal(
    offerOf([{ service: first.service, port: first.port, state: 'down' }, ...rest], '03-spans', JAEGER),
    undefined,
  );
});
