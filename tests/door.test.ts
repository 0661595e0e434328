// Where the machine's Node is older, a command is a child of the door, with a channel to it.
// That channel must not keep a command alive that has done its work.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const ENDS_WITHIN_MS = 30_000;
const state = mkdtempSync(join(tmpdir(), 'door-'));
after(() => rmSync(state, { recursive: true }));

const COMMANDS = [['check-lab', '01', '--hint', '1'], ['check-lab', '01', '--solution'], ['lab'], ['doctor']];

for (const [name = '', ...args] of COMMANDS)
  test(`${[name, ...args].join(' ')} ends by itself below the door`, async () => {
    const child = spawn(process.execPath, [join(root, 'scripts', `${name}.ts`), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, WORKSHOP_STATE: join(state, 'state.json') },
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', chunk => {
      said += chunk;
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS);
    const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
      child.once('exit', (...end) => resolve(end)),
    );
    clearTimeout(limit);
    assert.equal(signal, null, `It did not end within ${ENDS_WITHIN_MS / 1000} s. ${said}`);
    assert.notEqual(code, null);
  });
