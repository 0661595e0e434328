import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { doorsFor, serviceEnvironment, telemetryFor } from './network.ts';

const root = join(import.meta.dirname, '..', '..');

test('the profiles decide who takes the spans; a database changes nothing', () => {
  for (const [profiles, host] of [
    ['', 'jaeger'],
    ['postgres', 'jaeger'],
    ['collector', 'collector'],
    ['postgres, collector', 'collector'],
    ['collector,full', 'collector-full'],
  ] as const)
    assert.equal(telemetryFor(profiles).host, host, profiles);
});

test('spans are said to be held as long as the Collector waits to judge a trace', () => {
  const [, seconds] =
    /decision_wait: (\d+)s/.exec(readFileSync(join(root, 'docker/collector.yaml'), 'utf8')) ?? [];
  assert.equal(telemetryFor('collector').heldMs, Number(seconds) * 1000);
});

test('the services find each other by name, and the shop is told where its spans go', () => {
  const env = serviceEnvironment(telemetryFor('collector'), 'http');
  assert.equal(env.USER_SERVICE_URL, 'http://user-service:8001');
  assert.equal(env.OTEL_EXPORTER_OTLP_ENDPOINT, 'http://collector:4318');
  assert.equal(
    serviceEnvironment(telemetryFor(''), 'grpc').OTEL_EXPORTER_OTLP_ENDPOINT,
    'http://jaeger:4317',
  );
});

test("a lab's own exporter is told nothing: localhost leads to where it leads at home", () => {
  assert.equal('OTEL_EXPORTER_OTLP_ENDPOINT' in serviceEnvironment(telemetryFor(''), 'own'), false);
  assert.deepEqual(
    doorsFor(telemetryFor('collector')).map(({ port, host }) => `${port} ${host}`),
    ['4317 collector', '4318 collector', '14268 jaeger'],
  );
});
