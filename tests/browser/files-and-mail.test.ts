/// <reference lib="dom" />
// Files in and out, and lost mail, as a person meets them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import { jaegerTrace } from '#trace-store/jaeger-trace.ts';
import { arrive, lists, order, withPage, world } from './explorer.ts';

const file = (name: string, content: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
});

test('files come in by button and by drop; a bad one leaves nothing and names the place', async () => {
  await withPage('/search', async page => {
    const choose = page.locator('input[type=file]');
    await choose.setInputFiles([
      file('one.json', JSON.stringify(encodeOtlpJson(order(1, 30)))),
      file('two.json', JSON.stringify({ data: [jaegerTrace(order(2, 20))] })),
    ]);
    await page.getByText('OTLP JSON: 1 trace with 2 spans.').waitFor();
    await page.getByText('Jaeger JSON: 1 trace with 2 spans.').waitFor();
    await lists(page, 2, 1);

    const broken = encodeOtlpJson([...order(3, 10), ...order(4, 5)]);
    const bad = broken.resourceSpans[3]?.scopeSpans[0]?.spans[0];
    assert.ok(bad);
    bad.spanId = 'no id';
    await choose.setInputFiles([file('bad.json', JSON.stringify(broken))]);
    await page
      .getByText('resourceSpans[3].scopeSpans[0].spans[0]: spanId is not 16 hex digits. Nothing of this file')
      .waitFor();
    assert.equal(world.store.counts().traces, 2);

    const lines = [order(5, 3), order(6, 2)].map(spans => JSON.stringify(encodeOtlpJson(spans))).join('\n');
    await page.evaluate(text => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'lines.jsonl'));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, lines);
    await page.getByText('OTLP JSON: 2 traces with 4 spans.').waitFor();
    await page.mouse.move(5, 5);
    await lists(page, 6, 5, 2, 1);
  });
});

test('only a page of the store itself may import, and what is exported imports again', async () => {
  const spans = order(1, 10);
  arrive(spans);
  const id = spans[0]?.traceId;
  const body = await (await fetch(`${world.url}/api/view/export/${id}`)).text();
  const post = (headers: Record<string, string>) =>
    fetch(`${world.url}/api/view/import`, { method: 'POST', headers, body });
  assert.equal((await post({ origin: 'http://localhost:3000' })).status, 403);
  const answer = await post({ origin: world.url });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), {
    format: 'OTLP JSON',
    spans: 2,
    fresh: 0,
    traces: [{ traceId: id, spans: 2 }],
  });
  const jaeger = await fetch(`${world.url}/api/view/export/${id}?as=jaeger`);
  assert.match(jaeger.headers.get('content-disposition') ?? '', /trace-0+1\.jaeger\.json/);
  const saved = await jaeger.text();
  assert.deepEqual(JSON.parse(saved), JSON.parse(JSON.stringify({ data: [jaegerTrace(spans)] })));
  // Jaeger's form knows less of each span; it must not come in beside what was there
  await fetch(`${world.url}/api/view/import`, { method: 'POST', body: saved });
  assert.equal(world.store.counts().spans, 2);
});

test('an empty list says what to do, and lost mail says why nothing came', async () => {
  const lose = () => fetch(`${world.otlp}/v1/traces/v1/traces`, { method: 'POST', body: 'abc' });
  await lose();
  await withPage('/search', async page => {
    await page.getByText('curl -X POST localhost:8080/orders').waitFor();
    await page.getByText('1 delivery arrived and could not be used.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await lose();
    await page.getByText('2 deliveries arrived and could not be used.').waitFor();
    await page.getByRole('link', { name: 'See why in lost mail' }).click();
    await page.getByRole('heading', { name: 'The path is there twice 2 deliveries' }).waitFor();
    assert.equal(await page.title(), 'Lost mail (2)');
    const lesson = page.getByRole('link', { name: 'The path is there twice' });
    assert.match((await lesson.getAttribute('href')) ?? '', /:3000\/causes\/endpoint-has-path$/);
    await lose();
    await page.getByRole('heading', { name: 'The path is there twice 3 deliveries' }).waitFor();
    await fetch(`${world.otlpGrpc}/v1/traces`, { method: 'POST', body: 'abc' }).catch(() => undefined);
    await page.getByRole('heading', { name: 'HTTP came to the port for gRPC' }).waitFor();
    const [http, grpc] = [world.otlp, world.otlpGrpc].map(url => new URL(url).port);
    await page.getByText(`Port ${grpc} speaks gRPC, port ${http} speaks HTTP.`).waitFor();
    await page.getByRole('cell', { name: `gRPC (${grpc})` }).waitFor();
  });
});
