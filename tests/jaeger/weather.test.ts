// check-lab --jaeger as a learner meets it: `npm run lab 03` against a real Jaeger, in good weather and in bad.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Verdict } from '#trace-check/finding.ts';
import { processesOf } from '../still-there.ts';
import { type Command, copyWorkshop, statusOf, until, type Workshop } from '../workshop-copy.ts';
import { openRoad, openWeather, type Road, type Weather } from './weather-jaeger.ts';

const LAB = '03-spans';
const PART = 'order-service/place-order.ts';
/** The limits the check names are 5 s for an answer and 15 s for all; a crowded machine adds to them. */
const GIVES_UP_WITHIN_MS = 30_000;

let workshop: Workshop;
let weather: Weather;
let road: Road;
let lab: Command;
let env: Record<string, string>;
let outside = '';
let part = '';
let solution = '';
const endings: (() => Promise<void>)[] = [];
const context = { after: (end: () => Promise<void>) => void endings.unshift(end) };

before(async () => {
  outside = mkdtempSync(join(tmpdir(), 'kept-'));
  weather = await openWeather(context);
  road = await openRoad(context, weather.ports.ui);
  workshop = await copyWorkshop(context);
  env = {
    UI_PORT: String(weather.ports.ui),
    OTLP_HTTP_PORT: String(weather.ports.otlpHttp),
    OTLP_GRPC_PORT: String(weather.ports.otlpGrpc),
  };
  part = join(workshop.folder, 'labs', LAB, PART);
  cpSync(join(workshop.folder, 'solutions', LAB, PART), part);
  solution = readFileSync(part, 'utf8');
  lab = workshop.run('lab', ['03'], env);
  await lab.says(/npm run check-lab 03/);
});
after(async () => {
  lab?.child.kill('SIGINT');
  await lab?.exited;
  for (const end of endings) await end();
  rmSync(outside, { recursive: true, force: true });
});

type Ended = { code: number | null; said: string; tookMs: number };

const check = async (...args: string[]): Promise<Ended> => {
  const from = performance.now();
  const command = workshop.run('check-lab', args, env);
  const code = await command.exited;
  return { code, said: command.output(), tookMs: performance.now() - from };
};

const through = (url: string, ...args: string[]): Promise<Ended> => check('03', '--jaeger', url, ...args);

const verdictOf = ({ said }: Ended): Verdict & { tookMs: number; notes: string[]; traceUrl?: string } =>
  JSON.parse(said);

const readable = (address: string): Promise<true> =>
  until(`${address} in Jaeger`, async () => ((await statusOf(address)) === 200 ? true : undefined));

/** The shop runs this file, and nothing is being started anew. */
const runs = async (text: string): Promise<void> => {
  const ready = (): number => lab.output().split('order-service runs on the new file').length;
  const before = ready();
  writeFileSync(part, text);
  await until('order-service on the new file', () => (ready() > before ? true : undefined));
};

test('npm run lab uses the Jaeger that runs, and says so', () => {
  assert.match(
    lab.output(),
    new RegExp(`http://localhost:${weather.ports.ui} {2}\\(Jaeger.*, which runs already\\)`),
  );
});

test('the running lab passes through Jaeger, and the trace it names is there', async () => {
  const end = await through(road.url);
  assert.equal(end.code, 0, end.said);
  assert.match(end.said, /✓ done {4}5\. [\s\S]*Passed\./);
  const [, id] = /The trace: http:\S+\/trace\/([0-9a-f]{32})/.exec(end.said) ?? [];
  assert.ok(id, end.said);
  await readable(`${road.url}/api/v3/traces/${id}`);
});

for (const [which, hidden] of [
  ['of version 1, without /api/v3', /^\/api\/v3\//],
  ['after 2.20, without the older API', /^\/api\/(services|operations|traces\?)/],
] as const)
  test(`a Jaeger ${which}, is read by the API it has`, async () => {
    const { url } = await openRoad(context, weather.ports.ui, hidden);
    const end = await through(url);
    assert.equal(end.code, 0, end.said);
  });

test('Ctrl-C in the middle ends the check at once, and says how to check again', async () => {
  const kept = join(outside, 'stopped.json');
  let stopped = 0;
  const command = workshop.run('check-lab', ['03', '--jaeger', road.url, '--save', kept], env);
  road.atNextSearch(async () => {
    await weather.freeze();
    stopped = performance.now();
    command.child.kill('SIGINT');
  });
  assert.equal(await command.exited, 130);
  const took = performance.now() - stopped;
  await weather.thaw();
  assert.ok(took < 4_000, `${took} ms, where an answer is waited for up to 5 s`);
  assert.match(
    command.output(),
    /stopped before its end\.[\s\S]*To check again: npm run check-lab 03 -- --jaeger/,
  );
  assert.ok(existsSync(kept));
});

test('a slip that is saved is judged at once: the check waits until the shop runs it', async () => {
  const slip = solution.replace("startActiveSpan('save order'", "startActiveSpan('keep order'");
  assert.notEqual(slip, solution);
  writeFileSync(part, slip);
  const failed = await through(road.url, '--json');
  assert.equal(failed.code, 1, failed.said);
  const [first] = verdictOf(failed).findings;
  assert.equal(first?.cause, 'span-other-name', failed.said);
  assert.match(first?.where?.path ?? '', /place-order\.ts$/);
  const words = await through(road.url);
  assert.match(
    words.said,
    /Without --jaeger the check starts the services itself, and can name more causes: npm run check-lab 03/,
  );
  writeFileSync(part, solution);
  const passed = await through(road.url);
  assert.equal(passed.code, 0, passed.said);
});

test('a private check hands its trace on to Jaeger, and offers to judge the shop that runs', async () => {
  const end = await check('03');
  assert.equal(end.code, 0, end.said);
  const [, id] = /The trace: http:\S+\/trace\/([0-9a-f]{32})/.exec(end.said) ?? [];
  assert.ok(id, end.said);
  await readable(`http://localhost:${weather.ports.ui}/api/v3/traces/${id}`);
  assert.match(
    end.said,
    new RegExp(
      `Lab 03 also runs here and sends to Jaeger.*npm run check-lab 03 -- --jaeger http://localhost:${weather.ports.ui}\\n`,
    ),
  );
});

test('another lab than the one that runs is said, with the way to change it', async () => {
  const end = await check('01', '--jaeger', road.url);
  assert.equal(end.code, 2, end.said);
  assert.match(
    end.said,
    /The shop that runs is lab 03, and you asked for lab 01\. Stop it, and start `npm run lab 01`/,
  );
});

test('what others ask meanwhile is left out, however much it is', async () => {
  const body = JSON.stringify({ user_id: '1', product: 'Laptop', quantity: 1 });
  const address = workshop.url('API_GATEWAY_PORT', '/orders');
  let stopped = false;
  const asker = async (): Promise<void> => {
    while (!stopped)
      await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        .then(answer => answer.text())
        .catch(() => '');
  };
  const askers = [asker(), asker(), asker()];
  try {
    const end = await through(road.url, '--json');
    assert.equal(end.code, 0, end.said);
    assert.match(verdictOf(end).notes.join(), /\d+ traces that others made at the same time are left out/);
  } finally {
    stopped = true;
    await Promise.all(askers);
  }
});

test('a Jaeger that freezes for seconds while it is read is waited for', async () => {
  let thawing: Promise<void> | undefined;
  road.atNextSearch(async () => {
    await weather.freeze();
    thawing = new Promise(resolve => setTimeout(resolve, 3_000)).then(() => weather.thaw());
  });
  const end = await through(road.url);
  await thawing;
  assert.equal(end.code, 0, end.said);
  assert.ok(end.tookMs > 3_000);
});

test('a frozen Jaeger is said within the limit, and nothing was asked of the shop', async () => {
  await weather.freeze();
  try {
    const end = await through(`http://localhost:${weather.ports.ui}`);
    assert.equal(end.code, 2, end.said);
    assert.match(end.said, /takes the connection and did not answer within 5 s/);
    assert.ok(end.tookMs < GIVES_UP_WITHIN_MS);
  } finally {
    await weather.thaw();
  }
});

test('a Jaeger that was started anew in the middle is said: what it held is gone', async () => {
  road.atNextSearch(async () => {
    await weather.kill();
    await weather.start();
  });
  const end = await through(road.url);
  assert.equal(end.code, 2, end.said);
  assert.match(end.said, /Jaeger at .* stopped answering for a moment .*Check again/);
  const again = await through(road.url);
  assert.equal(again.code, 0, again.said);
});

test('a Jaeger that is gone in the middle is said, and what was gathered is kept and can be judged', async () => {
  const kept = join(outside, 'kept.json');
  road.atNextSearch(() => weather.kill());
  const end = await through(road.url, '--save', kept);
  assert.equal(end.code, 2, end.said);
  assert.match(
    end.said,
    /could not read their traces within 15 s\. .*\n\s+What was gathered until then is in .*kept\.json/,
  );
  assert.ok(end.tookMs < GIVES_UP_WITHIN_MS);
  assert.ok(existsSync(kept));
  const judged = await check('--from', kept);
  assert.equal(judged.code, 1, judged.said);
  const absent = await through(`http://localhost:${weather.ports.ui}`);
  assert.equal(absent.code, 2, absent.said);
  assert.match(
    absent.said,
    /Nothing listens at http:\/\/localhost:\d+\. Start Jaeger with docker compose up/,
  );
  await weather.start();
  await lab.says(/answers again, and traces arrive there/);
});

test('a Jaeger that keeps few traces and takes no more spans is said to be full, and it is not the shop', async () => {
  const full = await openWeather(context, config =>
    config
      .replace(/max_traces: \d+/, 'max_traces: 100')
      .replace('processors: [batch]', 'processors: [memory_limiter, batch]')
      .replace(
        'processors: { batch: }',
        'processors: { batch: , memory_limiter: { check_interval: 100ms, limit_mib: 2, spike_limit_mib: 1 } }',
      ),
  );
  const command = workshop.run('check-lab', ['03', '--jaeger', `http://localhost:${full.ports.ui}`], {
    ...env,
    OTLP_HTTP_PORT: String(full.ports.otlpHttp),
  });
  assert.equal(await command.exited, 2, command.output());
  assert.match(
    command.output(),
    /Not one span of this check arrived, and none can: port \d+ \(OTLP over HTTP\) answered 503: "data refused due to high memory usage"/,
  );
});

test('a service that dies in the middle is named, with who knows the cause', async () => {
  const opening = 'const checkOrder = ({ items }: OrderRequest): void => {';
  assert.ok(solution.includes(opening));
  await runs(solution.replace(opening, `${opening}\n  process.exit(3);`));
  try {
    const end = await through(road.url);
    assert.equal(end.code, 2, end.said);
    assert.match(
      end.said,
      /In the middle of the check order-service went down\..*`npm run check-lab 03` starts its own services/s,
    );
  } finally {
    writeFileSync(part, solution);
  }
  const end = await through(road.url);
  assert.equal(end.code, 0, end.said);
});

test('nothing is left running of a lab that ends', async () => {
  lab.child.kill('SIGINT');
  await lab.exited;
  // of its ports the lab held those of the shop alone: Jaeger's are elsewhere, and others may take the rest
  await until('an empty machine', () => (processesOf(workshop).length === 0 ? true : undefined));
  const end = await through(road.url);
  assert.equal(end.code, 2, end.said);
  assert.match(end.said, /The shop does not run: nothing answers at the ports/);
});
