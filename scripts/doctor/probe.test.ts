import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { startReceivers } from '#trace-store/receivers.ts';
import { probe, readTarget } from './probe.ts';

test('an address says which protocol it is for', () => {
  const read = (address: string) => {
    const target = readTarget(address);
    return target && `${target.protocol} ${target.url.href}`;
  };
  assert.equal(read('localhost:4318'), 'http http://localhost:4318/v1/traces');
  assert.equal(read('http://localhost:4317'), 'grpc http://localhost:4317/');
  assert.equal(read('grpc://collector:55680'), 'grpc http://collector:55680/');
  assert.equal(read('https://host/custom/v1/traces'), 'http https://host/custom/v1/traces');
  assert.equal(read('ftp://host'), undefined);
  assert.equal(read('http://'), undefined);
});

test('the trace store takes a probe over both protocols, and the span arrives', async () => {
  const names: string[] = [];
  const receivers = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: spans => names.push(...spans.map(span => span.name)),
    onLostMail: () => {},
  });
  try {
    const http = await probe(`http://localhost:${receivers.httpPort}`);
    const grpc = await probe(`grpc://localhost:${receivers.grpcPort}`);
    assert.deepEqual([http.delivered, grpc.delivered], [true, true], `${http.message}\n${grpc.message}`);
    assert.deepEqual(names, ['doctor probe', 'doctor probe']);
    const crossed = await probe(`grpc://localhost:${receivers.httpPort}`);
    assert.equal(crossed.delivered, false);
    assert.match(crossed.fix ?? '', /takes OTLP over HTTP/);
  } finally {
    await receivers.close();
  }
});

test('a web page that answers 200 to everything is not taken for a receiver', async () => {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>hi</h1>'),
  );
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const answer = await probe(`http://localhost:${port}`);
    assert.equal(answer.delivered, false);
    assert.match(answer.message, /answered 200 \(text\/html\)/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const gone = await probe(`http://localhost:${port}`);
  assert.match(gone.message, /Nothing listens/);
});
