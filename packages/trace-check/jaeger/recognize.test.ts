import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startReceivers } from '#trace-store/receivers.ts';
import { complaintAbout, recognize, type Server } from './recognize.ts';
import { nobody, onlyPart, saying, socketThat, tlsServer, traceStore } from './strangers.ts';

/** For those that answer, on a crowded machine too. */
const WITHIN_MS = 10_000;
/** For those that never do. */
const IN_VAIN_MS = 500;

const complaint = async (base: string, within = WITHIN_MS): Promise<{ server: Server; says: string }> => {
  const server = await recognize(base, within);
  return { server, says: complaintAbout(server, base) ?? '' };
};

test('the trace store is known as itself', async context => {
  const { base } = await traceStore(context);
  assert.deepEqual(await complaint(base), { server: { is: 'store' }, says: '' });
});

const JAEGERS: [string, (path: string) => boolean, { v3: boolean; attributes: boolean; older: boolean }][] = [
  [
    'after 2.20',
    path => path.startsWith('/api/v3/') || path.startsWith('/api/traces/'),
    { v3: true, attributes: true, older: false },
  ],
  [
    'with summaries and the older API',
    path => path.startsWith('/api/') && !path.startsWith('/api/lost-mail'),
    { v3: true, attributes: true, older: true },
  ],
  [
    'like 2.13, without summaries',
    path => path.startsWith('/api/') && !/lost-mail|trace-summaries/.test(path),
    { v3: true, attributes: false, older: true },
  ],
  [
    'of version 1, without /api/v3',
    path => path.startsWith('/api/') && !/lost-mail|\/v3\//.test(path),
    { v3: false, attributes: false, older: true },
  ],
];

for (const [which, has, apis] of JAEGERS)
  test(`a Jaeger ${which} is known by the addresses it has`, async context => {
    const { base } = await traceStore(context);
    const page = '<script>const JAEGER_VERSION = {"gitCommit":"x","gitVersion":"v9.8.7"};</script>';
    const server = await recognize(await onlyPart(context, base, has, page), WITHIN_MS);
    assert.deepEqual(server, { is: 'jaeger', version: '9.8.7', ...apis });
  });

test('where nobody listens the answer says how to start one', async () => {
  const { says } = await complaint(await nobody());
  assert.match(
    says,
    /^Nothing listens at http:\/\/127\.0\.0\.1:\d+\. Start Jaeger with docker compose up, or/,
  );
});

test('a name nobody knows is told apart from a closed port', async () => {
  const { says } = await complaint('http://jaeger.invalid:16686');
  assert.match(says, /^The name in http:\/\/jaeger\.invalid:16686 is not known/);
});

test('a socket that never answers is not waited for longer than the limit', async context => {
  const base = await socketThat(context, () => undefined);
  const from = performance.now();
  const { says } = await complaint(base, IN_VAIN_MS);
  assert.match(says, /takes the connection and did not answer within 5 s.*out of memory/);
  assert.ok(performance.now() - from < WITHIN_MS);
});

test('an answer that begins and never ends counts as none', async context => {
  const base = await socketThat(context, socket => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"a":');
  });
  assert.match((await complaint(base, IN_VAIN_MS)).says, /did not answer within/);
});

test('a connection that is broken off may be a Jaeger that starts, or TLS', async context => {
  const base = await socketThat(context, socket => socket.once('data', () => socket.destroy()));
  assert.match((await complaint(base)).says, /broke the connection off.*may be starting/);
});

test('what speaks another language than HTTP is said to', async context => {
  const base = await socketThat(context, socket => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  assert.match((await complaint(base)).says, /does not speak HTTP/);
});

test('plain HTTP to a TLS port, and TLS to a plain port, each name the other address', async context => {
  const tls = await tlsServer(context);
  assert.match((await complaint(tls)).says, new RegExp(tls.replace('http:', 'https:')));
  const plain = await saying(context, 'text/html', '<title>hello</title>');
  const { says } = await complaint(plain.replace('http:', 'https:'));
  assert.match(says, new RegExp(`does not speak TLS\\. Write http in place of https: ${plain}\\.`));
});

test('a page of something else is named by its title', async context => {
  const base = await saying(context, 'text/html', '<html><title> Grafana </title></html>');
  assert.match((await complaint(base)).says, /is a page named "Grafana", and not Jaeger.*16686/);
});

test('JSON of something else is no Jaeger, whatever it says', async context => {
  for (const text of ['{}', '{"services":["a"]}', '{"data":[],"total":0}', '[]', '"hello"']) {
    const { server, says } = await complaint(await saying(context, 'application/json', text));
    assert.equal(server.is, 'other', text);
    assert.match(says, /and not Jaeger/);
  }
});

test('a login in between is named', async context => {
  const base = await saying(context, 'text/plain', 'Unauthorized', 401);
  assert.match((await complaint(base)).says, /a server that wants a login/);
});

test('an intake for spans says where traces are read', async context => {
  const intake = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: () => undefined,
    onLostMail: () => undefined,
  });
  context.after(() => intake.close());
  const { says } = await complaint(`http://127.0.0.1:${intake.httpPort}`);
  assert.match(says, /takes spans; traces are not read there/);
});

test('a service of the shop is known as one', async context => {
  const base = await saying(
    context,
    'application/json',
    '{"error":{"code":"unknown-route","message":"There is no GET /api/v3/traces here."}}',
    404,
  );
  assert.match((await complaint(base)).says, /is a service of the shop, and not Jaeger/);
});
