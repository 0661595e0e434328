import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jaegerWanted, portMap } from './jaeger-doors.ts';

for (const [text, wanted] of [
  ["import { JaegerExporter } from '@opentelemetry/exporter-jaeger';", true],
  ["url: 'http://localhost:14268/api/traces'", true],
  ['port: 6832', true],
  ["import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';", false],
  ['const total = 168320;', false],
] as const)
  test(`${text} ${wanted ? 'asks' : 'does not ask'} for the doors of Jaeger's old exporter`, () => {
    assert.equal(jaegerWanted([{ text }], { TRACES_EXPORTER: '' }), wanted);
  });

test('so does the variable', () => {
  assert.equal(jaegerWanted([], { TRACES_EXPORTER: 'jaeger' }), true);
  assert.equal(jaegerWanted([], { TRACES_EXPORTER: 'otlp-grpc' }), false);
});

test('only doors that are open are led to', () => {
  assert.deepEqual(portMap({ httpPort: 1, grpcPort: 2 }), { 4318: 1, 4317: 2 });
  assert.deepEqual(portMap({ httpPort: 1, grpcPort: 2 }, { http: 3, compact: 4 }), {
    4318: 1,
    4317: 2,
    14268: 3,
    6831: 4,
  });
});
