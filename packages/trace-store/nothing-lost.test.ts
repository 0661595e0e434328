// The store as a process, under four senders: what was acknowledged is there, at once and after a restart.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { encodeOtlpProtobuf } from '#trace-model/otlp.ts';

type Ports = { uiPort: number; otlpHttpPort: number; otlpGrpcPort: number; kept: string };
type Store = Ports & { child: ChildProcess; end(signal: NodeJS.Signals): Promise<void> };

const SENDERS = 4;
const TRACES_A_BATCH = 20;
const SPANS_A_TRACE = 5;
const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

async function start(t: TestContext, env: Record<string, string> = {}): Promise<Store> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH, UI_PORT: '0', OTLP_HTTP_PORT: '0', OTLP_GRPC_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const gone = new Promise(resolve => child.once('exit', resolve));
  const { done, value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  assert.ok(done !== true, 'the store says its ports');
  const ports: Ports = JSON.parse(value);
  return {
    ...ports,
    child,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

const directory = (t: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'trace-store-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
};

const idOf = (number: number): string => number.toString(16).padStart(32, '0');

/** Batches differ in their trace numbers only; a sender has those from its own first one on. */
const batch = (first: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    encodeOtlpProtobuf(
      Array.from({ length: TRACES_A_BATCH }, (_, index) =>
        trace(
          span(
            'gateway',
            'POST /orders',
            { attributes: { 'order.id': first + index, note: 'x'.repeat(200) } },
            Array.from({ length: SPANS_A_TRACE - 1 }, (_, step) => span('orders', `step ${step}`)),
          ),
          { number: first + index, startMs: first + index },
        ),
      ).flat(),
    ),
  );

type Send = (body: Uint8Array<ArrayBuffer>) => Promise<boolean>;

const overHttp =
  ({ otlpHttpPort }: Ports): Send =>
  async body => {
    const headers = { 'content-type': 'application/x-protobuf' };
    const url = `http://127.0.0.1:${otlpHttpPort}/v1/traces`;
    const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    return answer?.status === 200;
  };

function overGrpc(t: TestContext, { otlpGrpcPort }: Ports): Send {
  const session = connect(`http://127.0.0.1:${otlpGrpcPort}`);
  session.on('error', () => undefined);
  t.after(() => session.destroy());
  return body => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const stream = session.request({
      ':method': 'POST',
      ':path': EXPORT,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('error', () => resolve(false));
    stream.on('trailers', headers => resolve(headers['grpc-status'] === '0'));
    stream.on('close', () => resolve(false));
    stream.resume();
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(body.length, 1);
    stream.end(Buffer.concat([prefix, body]));
    return promise;
  };
}

type V3 = { result: { resourceSpans: { scopeSpans: { spans: unknown[] }[] }[] } };

async function spansOf({ uiPort }: Ports, number: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${uiPort}/api/v3/traces/${idOf(number)}`);
  if (answer.status !== 200) {
    await answer.arrayBuffer();
    return 0;
  }
  const { result } = (await answer.json()) as V3;
  return result.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)).length;
}

/** Sends over one connection until it is refused or `count` batches are taken; answers which numbers were acknowledged. */
async function sendAll(
  send: Send,
  sender: number,
  count: number,
  heard: (number: number) => void,
): Promise<void> {
  for (let round = 0; round < count; round++) {
    const first = 1 + (sender * count + round) * TRACES_A_BATCH;
    if (!(await send(batch(first)))) return;
    for (let number = first; number < first + TRACES_A_BATCH; number++) heard(number);
  }
}

async function senders(run: (sender: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: SENDERS }, (_, sender) => run(sender)));
}

const health = async ({ uiPort }: Ports): Promise<{ traces: number; spans: number }> =>
  (await (await fetch(`http://127.0.0.1:${uiPort}/health`)).json()) as { traces: number; spans: number };

for (const protocol of ['HTTP', 'gRPC'] as const) {
  test(`four senders over ${protocol}: each trace can be read when it is acknowledged, and searches go on meanwhile`, async t => {
    const store = await start(t);
    const batches = 15;
    let acknowledged = 0;
    let sending = true;
    const reading = (async () => {
      let searches = 0;
      const query = 'service=gateway&start=0&end=1900000000000000&limit=5';
      while (sending) {
        const answer = await fetch(`http://127.0.0.1:${store.uiPort}/api/traces?${query}`);
        assert.equal(answer.status, 200);
        await answer.arrayBuffer();
        searches++;
      }
      return searches;
    })();
    await senders(async sender => {
      const send = protocol === 'HTTP' ? overHttp(store) : overGrpc(t, store);
      for (let round = 0; round < batches; round++) {
        const first = 1 + (sender * batches + round) * TRACES_A_BATCH;
        assert.ok(await send(batch(first)));
        acknowledged += TRACES_A_BATCH;
        // asked once: there is no waiting for it
        assert.equal(await spansOf(store, first + TRACES_A_BATCH - 1), SPANS_A_TRACE);
      }
    });
    sending = false;
    assert.ok((await reading) > 0);
    assert.equal(acknowledged, SENDERS * batches * TRACES_A_BATCH);
    const { traces, spans } = await health(store);
    assert.deepEqual({ traces, spans }, { traces: acknowledged, spans: acknowledged * SPANS_A_TRACE });
  });
}

for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
  test(`what was acknowledged before ${signal} is there after a restart, whole`, async t => {
    const TRACE_STORE_DIR = directory(t);
    const before = await start(t, { TRACE_STORE_DIR });
    assert.equal(before.kept, 'disk');
    const acknowledged: number[] = [];
    let ending: Promise<void> | undefined;
    await senders(sender =>
      sendAll(overHttp(before), sender, 1_000, number => {
        acknowledged.push(number);
        // in the middle of the next deliveries
        if (acknowledged.length === 60 * TRACES_A_BATCH) ending = before.end(signal);
      }),
    );
    await ending;
    assert.ok(acknowledged.length >= 60 * TRACES_A_BATCH);

    const after = await start(t, { TRACE_STORE_DIR });
    assert.equal(after.kept, 'disk');
    for (const number of acknowledged)
      assert.equal(await spansOf(after, number), SPANS_A_TRACE, `trace ${number}`);
    const services = await fetch(`http://127.0.0.1:${after.uiPort}/api/services`);
    assert.deepEqual(((await services.json()) as { data: string[] }).data, ['gateway', 'orders']);
    const { traces } = await health(after);
    // one delivery of each sender may have been written and not yet acknowledged
    assert.ok(traces >= acknowledged.length && traces <= acknowledged.length + SENDERS * TRACES_A_BATCH);
    assert.ok(await overHttp(after)(batch(10_000_000)));
    assert.equal(await spansOf(after, 10_000_000), SPANS_A_TRACE);
  });
}
