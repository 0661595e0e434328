import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otelProblems, proxyProblems } from './variables.ts';

test('a proxy without an exception for localhost stands in the way, and its password is not shown', () => {
  const [problem] = proxyProblems({ HTTP_PROXY: 'http://ada:secret@proxy:3128', NO_PROXY: '.corp' });
  assert.equal(problem?.level, 'block');
  assert.match(problem?.fix ?? '', /NO_PROXY=\.corp,localhost,127\.0\.0\.1/);
  assert.doesNotMatch(problem?.message ?? '', /secret/);
});

test('a proxy with exceptions for this machine is no problem', () => {
  for (const exceptions of ['localhost,127.0.0.1', '*', 'corp localhost 127.0.0.1', '.localhost, 127.0.0.1'])
    assert.deepEqual(
      proxyProblems({ http_proxy: 'http://proxy:3128', no_proxy: exceptions }),
      [],
      exceptions,
    );
});

test('no proxy is no problem, and a proxy for https alone leaves localhost be', () => {
  assert.deepEqual(proxyProblems({}), []);
  assert.deepEqual(proxyProblems({ HTTPS_PROXY: 'http://proxy:3128' }), []);
});

test('a variable that silences the SDK blocks, another one left over is worth a look', () => {
  const problems = otelProblems({ OTEL_SDK_DISABLED: 'true', OTEL_SERVICE_NAME: 'mine', PATH: '/bin' });
  assert.deepEqual(
    problems.map(({ level, code, fix }) => [level, code, fix]),
    [
      ['block', 'otel-silenced', 'unset OTEL_SDK_DISABLED'],
      ['warn', 'otel-left-over', 'unset OTEL_SERVICE_NAME'],
    ],
  );
});

test('headers for a telemetry vendor are named but never shown', () => {
  const [problem] = otelProblems({ OTEL_EXPORTER_OTLP_HEADERS: 'api-key=abc123' });
  assert.doesNotMatch(problem?.message ?? '', /abc123/);
});
