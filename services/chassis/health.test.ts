import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { healthOf } from './health.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('a service on the files of a lab names its folder as seen from the workshop', () => {
  const { service, parts } = healthOf(
    { service: 'order-service', partDirs: [join(ROOT, 'labs', '03-spans')] },
    {},
  );
  assert.equal(service, 'order-service');
  assert.deepEqual(parts, ['labs/03-spans']);
});

test('the finished shop has no such folder, and holds its spans as long as the SDK does', () => {
  const { parts, batchMs, startedAt } = healthOf({ service: 'user-service', partDirs: [] }, {});
  assert.deepEqual(parts, []);
  assert.equal(batchMs, 5000);
  assert.ok(Date.parse(startedAt) <= Date.now());
});

test('how long spans are held comes from the variable the SDK reads', () => {
  const config = { service: 'user-service' as const, partDirs: [] };
  assert.equal(healthOf(config, { OTEL_BSP_SCHEDULE_DELAY: '200' }).batchMs, 200);
  assert.equal(healthOf(config, { OTEL_BSP_SCHEDULE_DELAY: '' }).batchMs, 5000);
  assert.equal(
    healthOf(config, { OTEL_BSP_SCHEDULE_DELAY: '200', SHOP_SPANS_HELD_MS: '3000' }).batchMs,
    3200,
  );
});
