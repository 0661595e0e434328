// `docker compose up` as a learner uses it: a lab from its starter to a pass, a slip in LAB, a container that dies,
// a Collector in between. One stack, one thing after the other.

import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openStack, type Stack, until } from './stack.ts';

/** Nothing built yet, on two cores: the lessons' packages and pages take most of it. */
const BUILT_WITHIN_MS = 280_000;
/** The images are there: a board within a minute is the promise. */
const UP_WITHIN_MS = 60_000;
const BACK_WITHIN_MS = 30_000;

const ORDINARY = 40;
/** From here on a trace is kept for its length: docker/collector.yaml. */
const SLOW_MS = 500;

const LAB = '01-first-trace';
const SERVICES = ['api-gateway', 'order-service', 'user-service'];

let stack: Stack & { end(): Promise<void> };

before(async () => {
  stack = await openStack();
  const built = await stack.compose(['build'], {}, BUILT_WITHIN_MS);
  assert.equal(built.code, 0, built.output.slice(-3_000));
});
after(() => stack.end());

const up = async (env: Record<string, string>): Promise<void> => {
  const { code, output } = await stack.compose(['up', '-d'], env, UP_WITHIN_MS);
  assert.equal(code, 0, output.slice(-3_000));
  await until('the board to say that everything answers', UP_WITHIN_MS, async () => {
    const { output: said } = await stack.compose(['logs', 'board']);
    return /Everything answers/.test(said) || undefined;
  });
};

const check = (lab: string) =>
  stack.command(['check-lab', lab, '--jaeger', `http://localhost:${stack.ports.UI_PORT}`]);

const startedAt = async (): Promise<string | undefined> => {
  const answer = await stack.get('ORDER_SERVICE_PORT', '/health');
  if (answer?.status !== 200) return undefined;
  const health: { startedAt: string } = JSON.parse(answer.text);
  return health.startedAt;
};

/** How long each of the gateway's traces lasted. */
const tracesSince = async (since: number): Promise<number[]> => {
  const answer = await stack.get(
    'UI_PORT',
    `/api/traces?service=api-gateway&limit=500&start=${since}&end=${Date.now() * 1000}`,
  );
  const { data }: { data: { spans: { duration: number }[] }[] } = JSON.parse(answer?.text ?? '{"data":[]}');
  return data.map(({ spans }) => Math.max(...spans.map(({ duration }) => duration)) / 1000);
};

test('a lab that does not exist stops the start and lists those that do', async () => {
  const { code } = await stack.compose(['up', '-d'], { LAB: '99' });
  assert.notEqual(code, 0);
  const { output } = await stack.compose(['logs', 'lab']);
  assert.match(output, /There is no lab 99/);
  assert.match(output, /LAB=01 +Your first trace/);
});

test('the finished shop answers, its lessons can be read, and its trace is in Jaeger', async () => {
  await up({});
  const lessons = await stack.get('SITE_PORT', '/lessons/first-trace');
  assert.equal(lessons?.status, 200);
  assert.equal((await stack.get('API_GATEWAY_PORT', '/orders/1001'))?.status, 200);
  await until('all three services in Jaeger', BACK_WITHIN_MS, async () => {
    const answer = await stack.get('UI_PORT', '/api/v3/services');
    return SERVICES.every(name => answer?.text.includes(name)) || undefined;
  });
});

test('lab 01: the starter fails for its reason, a save restarts the services, and the solution passes', async () => {
  await up({ LAB: '01' });
  const starter = await check('01');
  assert.equal(starter.code, 1, starter.output);
  assert.match(starter.output, /sdk-missing/);

  const before = await startedAt();
  for (const service of SERVICES)
    copyFileSync(
      join(stack.folder, 'solutions', LAB, service, 'tracing.ts'),
      join(stack.folder, 'labs', LAB, service, 'tracing.ts'),
    );
  await until('order-service on the new file', BACK_WITHIN_MS, async () => {
    const now = await startedAt();
    return (now !== undefined && now !== before) || undefined;
  });
  const solved = await check('01');
  assert.equal(solved.code, 0, solved.output);
});

test('a service that dies comes back by itself, and the check passes again', async () => {
  const before = await startedAt();
  // everything in the container is ended, as when the machine takes its memory
  await stack.compose([
    'exec',
    '-T',
    'order-service',
    'node',
    '-e',
    "process.kill(1, 'SIGKILL'); process.kill(-1, 'SIGKILL')",
  ]);
  await until('order-service to be back', BACK_WITHIN_MS, async () => {
    const now = await startedAt();
    return (now !== undefined && now !== before) || undefined;
  });
  const again = await check('01');
  assert.equal(again.code, 0, again.output);
});

test('with the Collector in between a check sees whole traces, and ordinary ones are thinned out', async () => {
  const collector = { LAB: '01', COMPOSE_PROFILES: 'collector' };
  await up(collector);
  const health = await until('the services to be told of the Collector', BACK_WITHIN_MS, async () => {
    const answer = await stack.get('ORDER_SERVICE_PORT', '/health');
    return answer?.text.includes('"batchMs":3200') ? answer.text : undefined;
  });
  assert.match(health, /"parts":\["labs\/01-first-trace"\]/);
  const checked = await check('01');
  assert.equal(checked.code, 0, checked.output);

  const since = Date.now() * 1000;
  for (let count = 0; count < ORDINARY; count += 1) await stack.get('API_GATEWAY_PORT', '/orders/1001');
  await stack.get('API_GATEWAY_PORT', '/orders/1001?delay=900');
  const lasted = await until('the slow trace in Jaeger', BACK_WITHIN_MS, async () => {
    const found = await tracesSince(since);
    return found.some(ms => ms >= 900) ? found : undefined;
  });
  // one in ten is kept; 30 of 40 by chance would be the first time in the life of the universe
  const ordinary = lasted.filter(ms => ms < SLOW_MS);
  assert.ok(ordinary.length < 30, `${ordinary.length} of ${ORDINARY} ordinary traces were kept`);
});

/** One failed span, sent from inside the network as a service would. */
const SENT = `
const now = Date.now() + '000000';
const text = (key, stringValue) => ({ key, value: { stringValue } });
const span = {
  traceId: 'feedfacefeedfacefeedfacefeedface', spanId: 'feedfacefeedface', name: 'pay', kind: 1,
  startTimeUnixNano: now, endTimeUnixNano: now, status: { code: 2 },
  attributes: [text('app.card.number', '4000-0000-0000-0011'), text('app.order.id', '1001')],
};
const body = { resourceSpans: [{ resource: { attributes: [text('service.name', 'leaky')] }, scopeSpans: [{ spans: [span] }] }] };
fetch('http://localhost:4318/v1/traces', {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
}).then(answer => process.exit(answer.ok ? 0 : 1));
`;

test('what is named after a card does not come through the Collector', async () => {
  const sent = await stack.compose(['exec', '-T', 'api-gateway', 'node', '-e', SENT]);
  assert.equal(sent.code, 0, sent.output);
  const kept = await until('the failed trace in Jaeger', BACK_WITHIN_MS, async () => {
    const answer = await stack.get('UI_PORT', '/api/v3/traces/feedfacefeedfacefeedfacefeedface');
    return answer?.status === 200 ? answer.text : undefined;
  });
  assert.match(kept, /app\.order\.id/);
  assert.doesNotMatch(kept, /card|4000-0000/);
});

test('Ctrl-C ends it within seconds, with exit code 0 of every service', async () => {
  const since = performance.now();
  const { code, output } = await stack.compose(['stop'], { LAB: '01', COMPOSE_PROFILES: 'collector' });
  assert.equal(code, 0, output);
  const seconds = (performance.now() - since) / 1000;
  // 3.5 s with 24 programs waiting for two cores; Docker's own patience is 10 s a container
  assert.ok(seconds < 10, `${seconds.toFixed(1)} s`);
  const { output: listed } = await stack.compose(['ps', '-a'], { LAB: '01' });
  for (const service of readdirSync(join(stack.folder, 'services')).filter(name => SERVICES.includes(name)))
    assert.match(listed, new RegExp(`${service}.*Exit(ed)? \\(?0`), listed);
});
