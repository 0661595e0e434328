import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PortName, withOwnPorts } from './ports.ts';

const moved = (text: string, ports: Partial<Record<PortName, number>>): string =>
  withOwnPorts(text, name => ports[name] ?? 1);

test('a usual port in a text becomes the port there is, and other numbers stay', () => {
  const text = 'Port 4318 speaks HTTP, port 4317 speaks gRPC: http://localhost:4318/v1/traces, 43180, 2026.';
  assert.equal(
    moved(text, { 'otlp-http': 5318, 'otlp-grpc': 5317 }),
    'Port 5318 speaks HTTP, port 5317 speaks gRPC: http://localhost:5318/v1/traces, 43180, 2026.',
  );
});

test('ports that changed places are not changed twice', () => {
  assert.equal(moved('4318 and 4317', { 'otlp-http': 4317, 'otlp-grpc': 4318 }), '4317 and 4318');
});
