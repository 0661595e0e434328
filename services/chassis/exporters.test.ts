import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from './config.ts';
import { chosenExporter, EXPORTER_NAMES, exporterNamed } from './exporters.ts';

const choose = (value: string | undefined) => chosenExporter({ TRACES_EXPORTER: value });

for (const name of EXPORTER_NAMES)
  test(`${name} can be chosen, and makes an exporter`, async () => {
    const chosen = choose(name);
    assert.equal(chosen, name);
    assert.ok(chosen);
    const exporter = await exporterNamed(chosen);
    assert.equal(typeof exporter.export, 'function');
    await exporter.shutdown();
  });

for (const nothing of [undefined, ''])
  test(`${JSON.stringify(nothing)} chooses nothing: a service keeps its own tracing`, () => {
    assert.equal(choose(nothing), undefined);
  });

for (const [value, meant] of [
  ['oltp', 'otlp-http'],
  ['otlp', 'otlp-http'],
  ['grpc', 'otlp-grpc'],
  ['OTLP_GRPC', 'otlp-grpc'],
  ['Jaeger', 'jaeger'],
  ['zipkin', undefined],
  ['constructor', undefined],
  ['none', undefined],
] as const)
  test(`"${value}" is refused with the names that are good`, () => {
    assert.throws(
      () => choose(value),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        const names = 'It must be one of console, otlp-http, otlp-grpc, jaeger.';
        const more = meant === undefined ? '' : ` Did you mean ${meant}?`;
        assert.equal(error.message, `TRACES_EXPORTER is "${value}". ${names}${more}`);
        return true;
      },
    );
  });
