import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import { arrive, type Desk, get, ID, open, order } from './query-desk.ts';

test('lost mail and the state of the store can be asked for', async t => {
  const desk = await open(t, order());
  const { body } = await get(desk, '/api/lost-mail');
  const mail = { reason: 'wrong-path', at: 1, port: 'http', bytes: 3, remotePort: 4, detail: 'POST /<b>' };
  assert.deepEqual(body, { total: 1, lostMail: [mail] });
  const health = (await get(desk, '/health')).body as Record<string, unknown>;
  assert.deepEqual([health.status, health.traces, health.spans, health.kept], ['ok', 1, 2, 'memory']);
});

test('the live stream tells of a trace as it arrives', async t => {
  const desk = await open(t);
  const response = await fetch(`${desk.url}/api/live`);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.ok(response.body);
  arrive(desk.store, order());
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes('event: traces')) break;
  }
  const data = /event: traces\ndata: (.*)\n/.exec(text)?.[1] ?? '';
  assert.deepEqual(JSON.parse(data), {
    traces: [
      {
        traceId: ID,
        rootServiceName: 'gateway',
        rootOperationName: 'POST /orders',
        spanCount: 2,
        errorSpanCount: 1,
        durationNano: '100000000',
      },
    ],
    more: 0,
  });
});

const page = async (desk: Desk, path: string): Promise<{ status: number; text: string; policy: string }> => {
  const response = await fetch(desk.url + path);
  return {
    status: response.status,
    text: await response.text(),
    policy: response.headers.get('content-security-policy') ?? '',
  };
};

test('each of Jaeger’s addresses is answered with the page of the explorer, which may load nothing from elsewhere', async t => {
  const desk = await open(t, order());
  for (const path of [
    '/',
    '/search?service=orders&tags=%7B%22order.id%22%3A%221%22%7D&minDuration=1ms',
    '/dependencies',
    '/sql',
    '/lost-mail',
    `/trace/${ID}?uiFind=orders`,
    '/trace/abc',
    `/trace/${ID}...abc`,
    '/trace/...',
  ]) {
    const { status, text, policy } = await page(desk, path);
    assert.equal(status, 200, path);
    assert.match(text, /<script type="module" src="\/view\/main\.js">/);
    assert.match(policy, /default-src 'none'; script-src 'self';/);
  }
  const { text } = await page(desk, '/trace/abc');
  assert.match(text, new RegExp(`href="/api/view/traces/${'abc'.padStart(32, '0')}"`));
});

test('nothing an address or a span says becomes markup', async t => {
  const evil = '<script>alert("x")</script>';
  const desk = await open(t, trace(span(evil, evil, { attributes: { [evil]: evil } })));
  for (const path of ['/', `/trace/${ID}`, `/search?service=${evil}`, `/trace/${ID}?uiFind=${evil}`])
    assert.doesNotMatch((await page(desk, path)).text, /alert/);
});

const asked = (
  port: number,
  headers: Record<string, string>,
  path = '/api/v3/services',
  method = 'GET',
): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request({ port, host: '127.0.0.1', path, method, headers }, response => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  sent.on('error', reject);
  sent.end();
  return promise;
};

test('a Host or an Origin that is not this machine is refused, on every path', async t => {
  const { port } = await open(t, order());
  for (const path of ['/', '/api/v3/services', '/api/live', `/trace/${ID}`, '/health']) {
    assert.equal(await asked(port, { host: 'evil.example' }, path), 403);
    assert.equal(await asked(port, { host: 'localhost.evil.example:16686' }, path), 403);
    assert.equal(await asked(port, { origin: 'https://evil.example' }, path), 403);
    assert.equal(await asked(port, { origin: 'null' }, path), 403);
  }
  assert.equal(await asked(port, { host: 'localhost:16686', origin: 'http://localhost:3000' }), 200);
  assert.equal(await asked(port, { host: '[::1]:16686' }), 200);
});

test('only reading is possible, and an unknown path is not found', async t => {
  const { port } = await open(t);
  assert.equal(await asked(port, {}, '/api/v3/services', 'POST'), 405);
  assert.equal(await asked(port, {}, '/api/v3/services', 'DELETE'), 405);
  for (const path of ['/nowhere', '/api/v3/nowhere', '/api/nowhere', '//', '/trace/', '/trace/%00']) {
    assert.equal(await asked(port, {}, path), 404, path);
  }
});

test('who mistypes an address gets a page, a program gets a line', async t => {
  const { port } = await open(t);
  const typeOf = async (path: string, accept: string): Promise<string> => {
    const answer = await fetch(`http://localhost:${port}${path}`, { headers: { accept } });
    assert.equal(answer.status, 404, path);
    await answer.text();
    return answer.headers.get('content-type') ?? '';
  };
  assert.match(await typeOf('/nowhere', 'text/html,*/*;q=0.8'), /^text\/html/);
  assert.match(await typeOf('/nowhere', '*/*'), /^text\/plain/);
  assert.match(await typeOf('/api/nowhere', 'text/html'), /^text\/plain/);
});
