import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { readPorts } from '../scripts/machine/workshop-ports.ts';
import { startStore } from '../scripts/shop/store.ts';
import { claimPorts } from '../scripts/start/claim-ports.ts';
import { nothingIsLeft, processesOf } from './still-there.ts';
import { copyWorkshop, statusOf, until, type Workshop } from './workshop-copy.ts';

const ORDER = { user_id: '1', product: 'Laptop', quantity: 1 };

const placeOrder = async (workshop: Workshop, traceparent: string): Promise<number> => {
  const answer = await fetch(workshop.url('API_GATEWAY_PORT', '/orders'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent },
    body: JSON.stringify(ORDER),
  });
  await answer.text();
  return answer.status;
};

const servicesIn = (trace: unknown): string[] => [
  ...new Set([...JSON.stringify(trace).matchAll(/"serviceName":"([a-z-]+)"/g)].map(([, name]) => name ?? '')),
];

test('npm start runs the shop, an order is one trace of four services, and Ctrl-C leaves nothing', async context => {
  const workshop = await copyWorkshop(context);
  const start = workshop.run('start');
  await start.says(/shop .* ready/);
  await start.says(/traces .* ready/);

  const traceId = '0af7651916cd43dd8448eb211c80319c';
  assert.equal(await placeOrder(workshop, `00-${traceId}-00f067aa0ba902b7-01`), 201);
  const asked = Date.now();
  const services = await until('the trace with all four services', async () => {
    const answer = await fetch(workshop.url('UI_PORT', `/api/traces/${traceId}`));
    const names = servicesIn(await answer.json());
    return names.length === 4 ? names.sort() : undefined;
  });
  assert.deepEqual(services, ['api-gateway', 'inventory-service', 'order-service', 'user-service']);
  assert.ok(Date.now() - asked < 1_000, 'a trace can be read within a second');

  start.child.kill('SIGINT');
  assert.equal(await start.exited, 0);
  assert.match(start.output(), /Nothing is left running/);
  await nothingIsLeft(workshop);
});

for (const [how, end] of [
  ['Ctrl-C pressed twice while it starts', ['SIGINT', 'SIGINT']],
  ['a terminal that closes', ['SIGHUP']],
  ['kill -9', ['SIGKILL']],
] as const)
  test(`after ${how} no process and no port is left`, async context => {
    const workshop = await copyWorkshop(context);
    const start = workshop.run('start');
    await start.says(/shop/);
    await until('a part of the shop', () => (processesOf(workshop).length > 2 ? true : undefined));
    for (const signal of end) start.child.kill(signal);
    await start.exited;
    await nothingIsLeft(workshop);
  });

test('a port in use is named with its holder and the variable that moves it, and nothing is started', async context => {
  const workshop = await copyWorkshop(context);
  const stranger = createServer();
  await new Promise<void>(resolve =>
    stranger.listen(workshop.ports.ORDER_SERVICE_PORT, '127.0.0.1', resolve),
  );
  context.after(() => new Promise<void>(resolve => void stranger.close(() => resolve())));
  const start = workshop.run('start');
  assert.equal(await start.exited, 2);
  const port = workshop.ports.ORDER_SERVICE_PORT;
  assert.match(
    start.output(),
    new RegExp(`Port ${port} \\(order-service\\) is held by .*process ${process.pid}`),
  );
  assert.match(start.output(), /ORDER_SERVICE_PORT=\d+ npm start/);
  await new Promise<void>(resolve => void stranger.close(() => resolve()));
  await nothingIsLeft(workshop);
});

test('a second npm start says that the first one runs, and leaves it alone', async context => {
  const workshop = await copyWorkshop(context);
  const first = workshop.run('start');
  await first.says(/shop .* ready/);
  const second = workshop.run('start');
  assert.equal(await second.exited, 2);
  assert.match(second.output(), /running already: .npm start. in another terminal/);
  assert.equal(await statusOf(workshop.url('API_GATEWAY_PORT', '/health')), 200);
});

test('a service that dies is shown with its last words and its log', async context => {
  const workshop = await copyWorkshop(context);
  const start = workshop.run('start', [], { SHOP_FAULTS: 'nonsense' });
  await start.says(/order-service has ended/);
  await start.says(/SHOP_FAULTS has "nonsense"/);
  await start.says(/\.workshop\/logs\/order-service\.log/);
  start.child.kill('SIGTERM');
  assert.equal(await start.exited, 0);
  await nothingIsLeft(workshop);
});

test('a Jaeger that runs already is used, and no store is started in its place', async context => {
  const workshop = await copyWorkshop(context);
  const received: string[] = [];
  const jaeger = createHttpServer((request, response) => {
    request.resume();
    received.push(`${request.method} ${request.url}`);
    // as 2.13 answers a search without a time
    const search = request.url === '/api/v3/traces';
    const isApi = search || request.url === '/v1/traces';
    response.statusCode = search ? 400 : isApi ? 200 : 404;
    response.setHeader('content-type', isApi ? 'application/json' : 'text/html');
    if (search) response.end('{"error":{"httpCode":400,"message":"query.start_time_min is required"}}');
    else response.end(isApi ? '{}' : '<script>JAEGER_VERSION = {"gitVersion":"v2.13.0"}</script>');
  });
  const telemetry = createHttpServer((request, response) => jaeger.emit('request', request, response));
  for (const [server, port] of [
    [jaeger, workshop.ports.UI_PORT],
    [telemetry, workshop.ports.OTLP_HTTP_PORT],
  ] as const) {
    await new Promise<void>(resolve => server.listen(port, 'localhost', resolve));
    context.after(() => {
      server.closeAllConnections();
      server.close();
    });
  }
  const start = workshop.run('start');
  await start.says(/traces .* ready \(Jaeger 2\.13\.0\)/);
  await start.says(/shop .* ready/);
  assert.equal(await placeOrder(workshop, '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01'), 201);
  await until('spans at Jaeger', () => (received.includes('POST /v1/traces') ? true : undefined));
  start.child.kill('SIGINT');
  assert.equal(await start.exited, 0);
  assert.deepEqual(processesOf(workshop), []);
});

test("ports for Jaeger's old exporter in use are named, and hold up nothing", async context => {
  const workshop = await copyWorkshop(context);
  const stranger = createServer();
  const { JAEGER_THRIFT_HTTP_PORT: http, JAEGER_THRIFT_BINARY_PORT: binary } = workshop.ports;
  await new Promise<void>(resolve => stranger.listen(http, '127.0.0.1', resolve));
  const datagrams = createSocket('udp4');
  await new Promise<void>(resolve => datagrams.bind(binary, '127.0.0.1', resolve));
  context.after(async () => {
    stranger.close();
    datagrams.close();
  });
  const start = workshop.run('start');
  await start.says(/traces .* ready/);
  for (const [port, variable] of [
    [http, 'JAEGER_THRIFT_HTTP_PORT'],
    [binary, 'JAEGER_THRIFT_BINARY_PORT'],
  ] as const)
    assert.match(
      start.output(),
      new RegExp(
        `Port ${port} \\(Jaeger's .*\\) is held by .*process ${process.pid}.*Only Jaeger's old exporter needs it; .*set ${variable} to a free port`,
      ),
    );
  start.child.kill('SIGINT');
  assert.equal(await start.exited, 0);
});

test('a lessons port in use moves the lessons and holds up nothing', async context => {
  const workshop = await copyWorkshop(context);
  const stranger = createServer(socket => void socket.resume());
  await new Promise<void>(resolve => stranger.listen(0, 'localhost', resolve));
  context.after(() => void stranger.close());
  const address = stranger.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const environment = Object.fromEntries(
    Object.entries(workshop.ports).map(([name, port]) => [name, String(port)]),
  );
  const ports = readPorts({ ...environment, SITE_PORT: String(taken) });
  const claim = await claimPorts(ports, {});
  assert.ok(claim.ok);
  assert.notEqual(claim.ports.lessons, taken);
  assert.match(
    claim.notes.join(),
    new RegExp(`Port ${taken} \\(lessons\\) is held by .*process ${process.pid}`),
  );

  // the pages of the store link to where they are now
  const store = startStore(workshop.folder, claim.ports);
  context.after(() => store.stop());
  await store.ready;
  const page = await (await fetch(workshop.url('UI_PORT', '/lost-mail'))).text();
  assert.match(page, new RegExp(`name="lessons-port" content="${claim.ports.lessons}"`));
  assert.match(page, new RegExp(`name="otlp-http-port" content="${claim.ports['otlp-http']}"`));
  assert.match(page, new RegExp(`name="gateway-port" content="${claim.ports['api-gateway']}"`));
});
