import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { boilOrTell, boilWater, fillAndBoil, type Kettle, NoWater } from './boil-water.ts';

const exporter = new InMemorySpanExporter();
new NodeSDK({ autoDetectResources: false, spanProcessors: [new SimpleSpanProcessor({ exporter })] }).start();
beforeEach(() => exporter.reset());

const kettle = (changes: Partial<Kettle> = {}): Kettle => ({
  liters: 1,
  fill: async () => {},
  boil: async () => ({ celsius: 100 }),
  ...changes,
});
const broken = kettle({ boil: () => Promise.reject(new Error('The fuse blew.')) });
const empty = kettle({ fill: () => Promise.reject(new NoWater('The tap is dry.')) });
const spans = (): ReadableSpan[] => exporter.getFinishedSpans();

test('the active span of the lesson is the parent of what happens inside, and ends', async () => {
  await boilWater(kettle({ boil: () => fillAndBoil(kettle()) }));
  const [inner, outer] = spans();
  assert.equal(inner?.parentSpanContext?.spanId, outer?.spanContext().spanId);
  assert.deepEqual(outer?.attributes, { 'app.kettle.liters': 1 });
});

test('it ends when the step throws as well', async () => {
  await assert.rejects(boilWater(broken), /fuse/);
  assert.equal(spans().length, 1);
});

test('the moments come in order, and one that did not happen is not there', async () => {
  await fillAndBoil(kettle());
  await assert.rejects(fillAndBoil(broken));
  assert.deepEqual(
    spans().map(span => span.events.map(({ name }) => name)),
    [['kettle filled', 'water boiled'], ['kettle filled']],
  );
});

test('a failure is told with its reason, an answer of no stays unset', async () => {
  await assert.rejects(boilOrTell(broken), /fuse/);
  await assert.rejects(boilOrTell(empty), NoWater);
  assert.deepEqual(
    spans().map(span => [span.status.code, span.events[0]?.name]),
    [
      [SpanStatusCode.ERROR, 'exception'],
      [SpanStatusCode.UNSET, 'no water'],
    ],
  );
});
