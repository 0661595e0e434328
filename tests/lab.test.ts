import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nothingIsLeft } from './still-there.ts';
import { copyWorkshop, statusOf, until } from './workshop-copy.ts';

const GATEWAY_PART = join('labs', '01-first-trace', 'api-gateway', 'tracing.ts');

test('a lab runs the shop on its files, takes up a save, tells a slip plainly, and recovers', async context => {
  const workshop = await copyWorkshop(context);
  const part = join(workshop.folder, GATEWAY_PART);
  const starter = readFileSync(part, 'utf8');
  const lab = workshop.run('lab', ['1']);
  await lab.says(/Lab 01 · /);
  await lab.says(/labs\/01-first-trace\/api-gateway\/tracing\.ts/);
  await lab.says(/npm run check-lab 01/);
  assert.equal(await statusOf(workshop.url('API_GATEWAY_PORT', '/orders/1001')), 200);

  appendFileSync(part, "\nconsole.log('hello from my file');\n");
  await lab.says(/api-gateway runs on the new file/);
  await lab.says(/api-gateway │ hello from my file/);

  writeFileSync(part, 'const sdk = ;\n');
  await lab.says(/api-gateway did not start/);
  await lab.says(/labs\/01-first-trace\/api-gateway\/tracing\.ts:1\n.*const sdk = ;/);
  await lab.says(/SyntaxError/);

  const said = lab.output().length;
  writeFileSync(part, starter);
  await until('the gateway on the mended file', () =>
    lab.output().slice(said).includes('api-gateway runs on the new file') ? true : undefined,
  );
  assert.equal(await statusOf(workshop.url('API_GATEWAY_PORT', '/orders/1001')), 200);

  lab.child.kill('SIGINT');
  assert.equal(await lab.exited, 0);
  await nothingIsLeft(workshop);
});

test('beside npm start a lab borrows the shop, and gives it back even after kill -9', async context => {
  const workshop = await copyWorkshop(context);
  const start = workshop.run('start');
  await start.says(/shop .* ready/);
  const lab = workshop.run('lab', ['01']);
  await start.says(/lab 01 runs in another terminal/);
  await lab.says(/the store of npm start/);
  assert.equal(await statusOf(workshop.url('API_GATEWAY_PORT', '/orders/1001')), 200);

  const third = workshop.run('lab', ['03']);
  assert.equal(await third.exited, 2);
  assert.match(third.output(), /held by another `npm run lab`/);

  const said = start.output().length;
  lab.child.kill('SIGKILL');
  await until('the finished shop', async () =>
    (await statusOf(workshop.url('API_GATEWAY_PORT', '/orders/1001'))) === 200 ? true : undefined,
  );
  assert.ok(start.output().length >= said);
  start.child.kill('SIGINT');
  assert.equal(await start.exited, 0);
  await nothingIsLeft(workshop);
});

test('when npm start ends, the lab beside it goes on with a store of its own', async context => {
  const workshop = await copyWorkshop(context);
  const start = workshop.run('start');
  await start.says(/shop .* ready/);
  const lab = workshop.run('lab', ['01']);
  await lab.says(/the store of npm start/);
  start.child.kill('SIGINT');
  await start.exited;
  await lab.says(/npm start has ended/);
  await until('a store', async () =>
    (await statusOf(workshop.url('UI_PORT', '/api/v3/services'))) === 200 ? true : undefined,
  );
  lab.child.kill('SIGINT');
  assert.equal(await lab.exited, 0);
  await nothingIsLeft(workshop);
});

test('npm run lab lists the labs in words, and an unknown lab does too and ends with 2', async context => {
  const workshop = await copyWorkshop(context);
  const list = workshop.run('lab');
  assert.equal(await list.exited, 0);
  assert.match(list.output(), /○ to do\s+01\s+\S/);
  assert.match(list.output(), /Next: npm run lab 01/);
  const unknown = workshop.run('lab', ['99']);
  assert.equal(await unknown.exited, 2);
  assert.match(unknown.output(), /There is no lab 99[\s\S]+○ to do\s+01/);
});

test('reset brings the starter back and says where the work is', async context => {
  const workshop = await copyWorkshop(context);
  const part = join(workshop.folder, GATEWAY_PART);
  const starter = readFileSync(part, 'utf8');
  writeFileSync(part, '// my work\n');
  const reset = workshop.run('lab', ['reset', '01']);
  assert.equal(await reset.exited, 0);
  assert.equal(readFileSync(part, 'utf8'), starter);
  const [, kept = ''] = /kept in (\S+):/.exec(reset.output()) ?? [];
  const saved = join(workshop.folder, kept, 'api-gateway', 'tracing.ts');
  assert.ok(existsSync(saved), reset.output());
  assert.equal(readFileSync(saved, 'utf8'), '// my work\n');

  rmSync(join(workshop.folder, 'solutions', '01-first-trace', 'starter'), { recursive: true });
  const without = workshop.run('lab', ['reset', '01']);
  assert.equal(await without.exited, 2);
});
