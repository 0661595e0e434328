import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { createLog } from './log.ts';

const lineOf = (write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  write(createLog('order-service', line => lines.push(line)));
  assert.equal(lines.length, 1);
  return JSON.parse(lines[0] ?? '');
};

test('a line is one JSON object, with no ids where nothing is traced', () => {
  const line = lineOf(log => log('warn', 'There is no order 9.', { status: 404 }));
  assert.deepEqual(
    [line.level, line.service, line.message, line.status],
    ['warn', 'order-service', 'There is no order 9.', 404],
  );
  assert.equal('trace_id' in line, false);
});

test('a line written inside a span carries its ids', async context => {
  const sdk = new NodeSDK({
    spanProcessors: [new SimpleSpanProcessor({ exporter: new InMemorySpanExporter() })],
    instrumentations: [],
  });
  sdk.start();
  context.after(() => sdk.shutdown());
  trace.getTracer('test').startActiveSpan('work', span => {
    const { traceId, spanId } = span.spanContext();
    const line = lineOf(log => log('info', 'at work'));
    assert.deepEqual([line.trace_id, line.span_id], [traceId, spanId]);
    span.end();
  });
});
