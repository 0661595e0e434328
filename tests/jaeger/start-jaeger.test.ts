import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import { findJaeger, NoJaeger } from './find-jaeger.ts';
import { startJaeger } from './start-jaeger.ts';

const READABLE_WITHIN_MS = 10_000;

const servicesOf = async (url: string): Promise<unknown> => (await fetch(`${url}/api/v3/services`)).json();

test('two of them run side by side, each with its own spans, and are gone when they are stopped', async () => {
  const source = await findJaeger();
  await using one = await startJaeger(source);
  await using other = await startJaeger(source);
  const sent = await fetch(`http://${one.host}:${one.ports.otlpHttp}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(encodeOtlpJson(trace(span('shop', 'GET /')))),
  });
  assert.equal(sent.status, 200);
  const deadline = performance.now() + READABLE_WITHIN_MS;
  while (JSON.stringify(await servicesOf(one.url)) !== '{"services":["shop"]}') {
    assert.ok(performance.now() < deadline, `within ${READABLE_WITHIN_MS} ms its service is listed`);
    await pause(20);
  }
  assert.notDeepEqual(await servicesOf(other.url), { services: ['shop'] });
  await one.stop();
  await assert.rejects(fetch(`${one.url}/api/v3/services`));
});

test('a JAEGER_BINARY that is no Jaeger is named', async () => {
  const before = process.env.JAEGER_BINARY;
  process.env.JAEGER_BINARY = '/bin/ls';
  try {
    await assert.rejects(findJaeger(), (error: unknown) => {
      assert.ok(error instanceof NoJaeger);
      assert.match(error.message, /^JAEGER_BINARY is \/bin\/ls, and that is not a Jaeger/);
      return true;
    });
  } finally {
    if (before === undefined) delete process.env.JAEGER_BINARY;
    else process.env.JAEGER_BINARY = before;
  }
});
