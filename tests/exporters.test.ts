// TRACES_EXPORTER, as a learner sets it: the same shop by every exporter, and a name that is none.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nothingIsLeft } from './still-there.ts';
import { copyWorkshop, until, type Workshop } from './workshop-copy.ts';

let workshop: Workshop;
const endings: (() => Promise<void>)[] = [];
before(async () => {
  workshop = await copyWorkshop({ after: end => endings.push(end) });
});
after(async () => {
  for (const end of endings) await end();
});

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SERVICES = ['api-gateway', 'inventory-service', 'order-service', 'user-service'];

const placeOrder = async (): Promise<number> => {
  const answer = await fetch(workshop.url('API_GATEWAY_PORT', '/orders'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
    body: JSON.stringify({ user_id: '1', product: 'Laptop', quantity: 1 }),
  });
  await answer.text();
  return answer.status;
};

const traceOf = async (): Promise<string> =>
  (await fetch(workshop.url('UI_PORT', `/api/traces/${TRACE_ID}`))).text();

const servicesIn = (trace: string): string[] =>
  [...new Set([...trace.matchAll(/"serviceName":\s*"([a-z-]+)"/g)].map(([, name]) => name ?? ''))].sort();

for (const [exporter, sign] of [
  ['otlp-http', /"otel\.scope\.name"/],
  ['otlp-grpc', /"otel\.scope\.name"/],
  // Jaeger's format has no scope: the exporter writes it as a tag of this name
  ['jaeger', /"otel\.library\.name"/],
] as const)
  test(`TRACES_EXPORTER=${exporter} npm start: an order is one trace of four services`, async () => {
    const start = workshop.run('start', [], { TRACES_EXPORTER: exporter });
    await start.says(/shop .* ready/);
    await start.says(/traces .* ready/);
    assert.match(start.output(), new RegExp(`TRACES_EXPORTER is ${exporter}\\.`));
    assert.equal(await placeOrder(), 201);
    const trace = await until('the trace with all four services', async () => {
      const found = await traceOf();
      return servicesIn(found).length === SERVICES.length ? found : undefined;
    });
    assert.deepEqual(servicesIn(trace), SERVICES);
    assert.match(trace, sign);
    start.child.kill('SIGINT');
    assert.equal(await start.exited, 0);
    await nothingIsLeft(workshop);
  });

test('TRACES_EXPORTER=console npm start: the spans are printed, and the board says where they are not', async () => {
  const start = workshop.run('start', [], { TRACES_EXPORTER: 'console' });
  await start.says(/shop .* ready/);
  assert.match(start.output(), /TRACES_EXPORTER is console\. The services print their spans and send none/);
  assert.equal(await placeOrder(), 201);
  const log = join(workshop.folder, '.workshop', 'logs', 'order-service.log');
  await until('the span in the log', () =>
    readFileSync(log, 'utf8').includes(`traceId: '${TRACE_ID}'`) ? true : undefined,
  );
  start.child.kill('SIGINT');
  assert.equal(await start.exited, 0);
});

for (const [command, args] of [
  ['start', []],
  ['lab', ['03']],
] as const)
  test(`TRACES_EXPORTER=oltp npm run ${command} starts nothing, and names what is good`, async () => {
    const run = workshop.run(command, [...args], { TRACES_EXPORTER: 'oltp' });
    assert.equal(await run.exited, 2);
    assert.match(
      run.output(),
      /TRACES_EXPORTER is "oltp"\. It must be one of console, otlp-http, otlp-grpc, jaeger\. Did you mean otlp-http\?/,
    );
    await nothingIsLeft(workshop);
  });

for (const [exporter, code, says] of [
  ['oltp', 1, [/exporter-unknown/, /TRACES_EXPORTER is "oltp"/, /Set it to one of console, otlp-http/]],
  ['console', 1, [/console-exporter/, /TRACES_EXPORTER is console, and/, /unset\s+TRACES_EXPORTER/]],
  ['otlp-grpc', 0, [/Passed/]],
  ['jaeger', 0, [/Passed/]],
] as const)
  test(`TRACES_EXPORTER=${exporter} npm run check-lab 03: ${code === 0 ? 'the solution passes' : 'the finding names the variable'}`, async () => {
    const check = workshop.run('check-lab', ['03', '--solution'], { TRACES_EXPORTER: exporter });
    assert.equal(await check.exited, code, check.output());
    for (const pattern of says) assert.match(check.output(), pattern);
  });

test("a lab whose tracing.ts is the learner's own takes no notice of TRACES_EXPORTER", async () => {
  const check = workshop.run('check-lab', ['01', '--solution'], { TRACES_EXPORTER: 'console' });
  assert.equal(await check.exited, 0, check.output());
});
