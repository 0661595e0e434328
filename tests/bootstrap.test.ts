// The door of every command, on a workshop so small that npm installs it in a moment and without a network.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { until } from './workshop-copy.ts';

const ROOT = join(import.meta.dirname, '..');
let folder = '';

const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const writeManifest = (
  version: string,
  packages: Record<string, object>,
  more: Record<string, string> = {},
): void => {
  const root = { name: 'small', version, dependencies: { tiny: 'file:tiny', ...more } };
  write('package.json', JSON.stringify({ ...root, type: 'module' }));
  write(
    'package-lock.json',
    JSON.stringify({
      name: 'small',
      version,
      lockfileVersion: 3,
      requires: true,
      packages: { '': root, ...packages },
    }),
  );
};
const TINY = { 'node_modules/tiny': { resolved: 'tiny', link: true }, tiny: { version: '1.0.0' } };

beforeEach(context => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'door-')));
  if ('after' in context) context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, 'scripts', 'bootstrap'), join(folder, 'scripts', 'bootstrap'), { recursive: true });
  cpSync(join(ROOT, 'scripts', 'run.mjs'), join(folder, 'scripts', 'run.mjs'));
  write('tiny/package.json', '{ "name": "tiny", "version": "1.0.0" }');
  write('scripts/hello.ts', "console.log('hello', ...process.argv.slice(2)); process.exitCode = 7;\n");
  writeManifest('1.0.0', TINY);
});

const run = async (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'run.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { code, output };
};

const INSTALLING = /Installing the workshop's packages …/;

test('the first command installs, says so, and hands arguments and exit code through; the next one only runs', async () => {
  const first = await run(['hello', 'a', 'b c']);
  assert.match(first.output, INSTALLING);
  assert.match(first.output, /hello a b c\n$/);
  assert.equal(first.code, 7);
  assert.deepEqual(await run(['hello']), { code: 7, output: 'hello\n' });
});

test('a new lock is installed, and a half install is done again', async () => {
  await run(['hello']);
  // another version in the lock is another tree for npm
  write('tiny/package.json', '{ "name": "tiny", "version": "2.0.0" }');
  writeManifest('2.0.0', { ...TINY, tiny: { version: '2.0.0' } });
  assert.match((await run(['hello'])).output, INSTALLING);

  // npm empties the folder first and writes its list last: this is what Ctrl-C between the two leaves
  rmSync(join(folder, 'node_modules'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  const repaired = await run(['hello']);
  assert.match(repaired.output, INSTALLING);
  assert.ok(existsSync(join(folder, 'node_modules', 'tiny', 'package.json')));
});

test('what somebody installed by hand is taken as it is', async () => {
  await run(['hello']);
  rmSync(join(folder, 'node_modules', '.matches-lock'));
  assert.doesNotMatch((await run(['hello'])).output, INSTALLING);
});

test('two terminals install once: the other one waits', async () => {
  const both = await Promise.all([run(['hello']), run(['hello'])]);
  assert.deepEqual(
    both.map(({ code }) => code),
    [7, 7],
  );
  assert.equal(both.filter(({ output }) => INSTALLING.test(output)).length, 1);
  assert.equal(existsSync(join(folder, '.workshop', 'install.lock')), false);
});

test('a lock left by a process that died does not keep anybody waiting', async () => {
  write('.workshop/install.lock', '4194305\n');
  assert.equal((await run(['hello'])).code, 7);
});

test('without a network one plain message says so, and the exit code is 2', async () => {
  const nowhere = 'http://127.0.0.1:1/';
  const far = { version: '1.0.0', resolved: `${nowhere}far-1.0.0.tgz` };
  writeManifest('1.0.0', { 'node_modules/far': far, ...TINY }, { far: '1.0.0' });
  const { code, output } = await run(['hello'], {
    npm_config_registry: nowhere,
    npm_config_fetch_retries: '0',
    // as under `npm --silent`: the reason must be found all the same
    npm_config_loglevel: 'silent',
    npm_config_cache: join(folder, 'cache'),
  });
  assert.equal(code, 2);
  assert.match(output, /registry could not be reached/);
  assert.doesNotMatch(output, /\n\s+at /, 'no stack');
});

test('a command that does not exist is said in one line', async () => {
  for (const name of ['nosuch', '../package', '']) {
    const { code, output } = await run([name]);
    assert.equal(code, 2);
    assert.match(output, /There is no command/);
  }
});

test('Ctrl-C during an install ends it with its children, and the next command repairs it', async () => {
  // an install script that never ends stands for a slow network
  write(
    'tiny/package.json',
    JSON.stringify({ name: 'tiny', version: '1.0.0', scripts: { install: 'sleep 987' } }),
  );
  writeManifest('1.0.0', { ...TINY, tiny: { version: '1.0.0', hasInstallScript: true } });
  const child = spawn(process.execPath, [join(folder, 'scripts', 'run.mjs'), 'hello'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const exited = new Promise<number | null>(resolve => child.once('close', resolve));
  await until('the install to begin', () =>
    existsSync(join(folder, '.workshop', 'install.lock')) ? true : undefined,
  );
  child.kill('SIGINT');
  assert.equal(await exited, 130);
  assert.equal(existsSync(join(folder, '.workshop', 'install.lock')), false);
  write('tiny/package.json', '{ "name": "tiny", "version": "1.0.0" }');
  writeManifest('1.0.0', TINY);
  assert.equal((await run(['hello'])).code, 7);
});

test('Node is new enough from 24.11.1 on', async () => {
  const door: { isNewEnough(version: string): boolean } = await import(
    pathToFileURL(join(ROOT, 'scripts', 'bootstrap', 'node.mjs')).href
  );
  const versions = ['v18.20.0', 'v22.22.3', 'v24.11.0', 'v24.11.1', 'v24.12.0', 'v26.0.0'];
  assert.deepEqual(versions.map(door.isNewEnough), [false, false, false, true, true, true]);
});
