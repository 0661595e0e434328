import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPorts } from '../machine/workshop-ports.ts';
import { exporterNote, exporterProblems, exporterTrouble, needsJaegerPort } from './exporter.ts';
import { finishedShop, labShop } from './shop-environment.ts';

const MOVED = readPorts({
  OTLP_HTTP_PORT: '5318',
  OTLP_GRPC_PORT: '5317',
  JAEGER_THRIFT_BINARY_PORT: '7832',
});
const USUAL = readPorts({});
const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const AGENT = 'OTEL_EXPORTER_JAEGER_AGENT_PORT';

test('the finished shop is told where its exporter finds the store, whatever the shell says', () => {
  const left = { [ENDPOINT]: 'http://elsewhere:1', OTEL_SERVICE_NAME: 'mine' };
  const http = finishedShop(MOVED, left);
  assert.equal(http[ENDPOINT], 'http://localhost:5318');
  assert.equal(http.OTEL_SERVICE_NAME, '');
  assert.equal(finishedShop(MOVED, { TRACES_EXPORTER: 'otlp-grpc' })[ENDPOINT], 'http://localhost:5317');
  assert.equal(finishedShop(MOVED, { TRACES_EXPORTER: 'jaeger' })[AGENT], '7832');
});

test("a lab's shop is told of ports that were moved, and of nothing else", () => {
  assert.deepEqual(
    [labShop(USUAL, false, {})[ENDPOINT], labShop(USUAL, false, {})[AGENT]],
    [undefined, undefined],
  );
  assert.equal(labShop(MOVED, false, {})[ENDPOINT], 'http://localhost:5318');
  assert.equal(labShop(MOVED, false, { [ENDPOINT]: 'http://mine:1' })[ENDPOINT], undefined);
  const grpc = { TRACES_EXPORTER: 'otlp-grpc' };
  assert.equal(labShop(USUAL, false, grpc)[ENDPOINT], undefined);
  assert.equal(labShop(MOVED, false, grpc)[ENDPOINT], 'http://localhost:5317');
});

test("where the learner's own tracing.ts runs, the variable decides nothing", () => {
  assert.equal(labShop(MOVED, true, { TRACES_EXPORTER: 'otlp-grpc' })[ENDPOINT], 'http://localhost:5318');
});

test('a name nobody knows blocks, a chosen one is worth a look, none is no matter', () => {
  assert.match(exporterTrouble({ TRACES_EXPORTER: 'oltp' }) ?? '', /Did you mean otlp-http\?$/);
  assert.deepEqual(
    exporterProblems({ TRACES_EXPORTER: 'oltp' }).map(({ level, code, fix }) => [level, code, fix]),
    [['block', 'exporter-unknown', 'unset TRACES_EXPORTER']],
  );
  assert.deepEqual(
    exporterProblems({ TRACES_EXPORTER: 'console' }).map(({ level }) => level),
    ['warn'],
  );
  assert.match(
    exporterNote({ TRACES_EXPORTER: 'console' }) ?? '',
    /^TRACES_EXPORTER is console\. .* send none/,
  );
  assert.deepEqual([exporterTrouble({}), exporterNote({}), exporterProblems({})], [undefined, undefined, []]);
});

test("only Jaeger's exporter needs its port", () => {
  assert.deepEqual(needsJaegerPort({ TRACES_EXPORTER: 'jaeger' }), ['thrift-binary']);
  for (const name of ['otlp-http', '', 'oltp'])
    assert.deepEqual(needsJaegerPort({ TRACES_EXPORTER: name }), []);
});
