import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { encodeOtlpJson } from '#trace-model/otlp.ts';
import type { LostMailReason } from './lost-mail.ts';
import { type Desk, JSON_TYPE, open, order, PROTOBUF, post, protobuf, traces } from './receiving-desk.ts';

type Case = { name: string; reason: LostMailReason; status: number; send: (desk: Desk) => Promise<Response> };
const cases: Case[] = [
  { name: 'a visit to the HTTP port', reason: 'probe', status: 404, send: ({ http }) => fetch(http) },
  { name: 'a visit to /v1/traces', reason: 'probe', status: 405, send: desk => fetch(traces(desk)) },
  { name: 'a visit to the gRPC port', reason: 'probe', status: 400, send: ({ grpc }) => fetch(grpc) },
  {
    name: 'PUT',
    reason: 'wrong-method',
    status: 405,
    send: desk => fetch(traces(desk), { method: 'PUT', body: '{}', headers: JSON_TYPE }),
  },
  {
    name: 'no known content type',
    reason: 'unsupported-content-type',
    status: 415,
    send: desk => post(traces(desk), 'x', { 'content-type': 'text/xml' }),
  },
  {
    name: 'an unknown packing',
    reason: 'unsupported-encoding',
    status: 415,
    send: desk => post(traces(desk), 'x', { ...PROTOBUF, 'content-encoding': 'snappy' }),
  },
  {
    name: 'gzip that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), 'x', { ...PROTOBUF, 'content-encoding': 'gzip' }),
  },
  {
    name: 'protobuf that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), 'hello?', PROTOBUF),
  },
  {
    name: 'JSON that is none',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), '{"resourceSpans":', JSON_TYPE),
  },
  {
    name: 'JSON that is not OTLP',
    reason: 'unparsable-body',
    status: 400,
    send: desk => post(traces(desk), '{"resourceSpans":{}}', JSON_TYPE),
  },
  {
    name: '21 MB',
    reason: 'body-too-large',
    status: 413,
    send: desk => post(traces(desk), ' '.repeat(21 << 20), JSON_TYPE),
  },
  {
    name: '21 MB packed small',
    reason: 'body-too-large',
    status: 413,
    send: desk =>
      post(traces(desk), new Uint8Array(gzipSync(Buffer.alloc(21 << 20))), {
        ...JSON_TYPE,
        'content-encoding': 'gzip',
      }),
  },
  {
    name: "a stranger's web page",
    reason: 'not-from-this-machine',
    status: 403,
    send: desk => post(traces(desk), '{}', { ...JSON_TYPE, origin: 'https://evil.example' }),
  },
];

for (const { name, reason, status, send } of cases) {
  test(`${name} is answered with ${status} and reported as ${reason}, and the next delivery is taken`, async t => {
    const desk = await open(t);
    const response = await send(desk);
    assert.equal(response.status, status);
    assert.notEqual(await response.text(), '');
    assert.deepEqual(
      desk.lost.map(({ reason }) => reason),
      [reason],
    );
    assert.equal((await post(traces(desk), protobuf(), PROTOBUF)).status, 200);
    assert.deepEqual(desk.spans, order());
  });
}

test('a refusal says why in the language of the request', async t => {
  const desk = await open(t);
  const json = await post(traces(desk), '[]', JSON_TYPE);
  assert.deepEqual(await json.json(), {
    code: 3,
    message: 'the body is not OTLP JSON: the body is not a JSON object',
  });
  const binary = await post(traces(desk), 'hello?', PROTOBUF);
  assert.equal(binary.headers.get('content-type'), 'application/x-protobuf');
  assert.match(await binary.text(), /the body is not OTLP protobuf/);
});

test('acceptance is an empty protobuf message, or a partial success in JSON', async t => {
  const desk = await open(t);
  assert.equal((await (await post(traces(desk), protobuf(), PROTOBUF)).arrayBuffer()).byteLength, 0);
  const body = JSON.stringify(encodeOtlpJson(order()));
  assert.deepEqual(await (await post(traces(desk), body, JSON_TYPE)).json(), { partialSuccess: {} });
});

test('bodies packed with gzip, deflate and zstd are unpacked', async t => {
  const desk = await open(t);
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ] as const) {
    const response = await post(traces(desk), new Uint8Array(pack(protobuf())), {
      ...PROTOBUF,
      'content-encoding': encoding,
    });
    assert.equal(response.status, 200);
  }
  assert.equal(desk.spans.length, 6);
});

test('spans without ids are left out and counted, the others are taken', async t => {
  const desk = await open(t);
  const [first, second] = order();
  assert.ok(first && second);
  const body = JSON.stringify(encodeOtlpJson([first, { ...second, spanId: '0'.repeat(16) }]));
  const { partialSuccess } = (await (await post(traces(desk), body, JSON_TYPE)).json()) as {
    partialSuccess: object;
  };
  assert.deepEqual(partialSuccess, {
    rejectedSpans: '1',
    errorMessage: 'spans without a trace id or span id were left out',
  });
  assert.deepEqual(desk.spans, [first]);
  assert.deepEqual(
    desk.lost.map(({ reason }) => reason),
    ['invalid-ids'],
  );
});

test('logs and metrics are taken politely and are no lost mail', async t => {
  const desk = await open(t);
  for (const signal of ['logs', 'metrics']) {
    assert.equal((await post(`${desk.http}/v1/${signal}`, '{}', JSON_TYPE)).status, 200);
  }
  assert.deepEqual(desk.others, ['logs', 'metrics']);
  assert.deepEqual(desk.lost, []);
});

test('pages of this machine may send from the browser', async t => {
  const desk = await open(t);
  const origin = 'http://localhost:3000';
  const preflight = await fetch(traces(desk), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type');
  assert.deepEqual(desk.lost, []);
});
