// Version 2 and 1.29 read the same file. Where only one is installed, that one is asked.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const COMMANDS = [['docker', 'compose'], ['docker-compose']] as const;
const PROFILES = ['', 'collector', 'full', 'postgres', 'collector,full,postgres'];

type Said = { code: number; output: string };

const ask = (command: readonly string[], args: string[], profiles: string): Promise<Said> =>
  new Promise(resolve => {
    const [program = '', ...first] = command;
    execFile(
      program,
      [...first, ...args],
      {
        cwd: root,
        env: { ...process.env, COMPOSE_PROFILES: profiles, COMPOSE_PROJECT_NAME: 'workshop-config' },
      },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, output: `${stdout}${stderr}` }),
    );
  });

const OPTIONAL: Record<string, string[]> = {
  collector: ['collector'],
  full: ['collector-full', 'tempo', 'loki', 'grafana', 'calls'],
  postgres: ['postgres'],
};
const ALWAYS = [
  'lab',
  'jaeger',
  'api-gateway',
  'user-service',
  'order-service',
  'inventory-service',
  'lessons',
  'board',
];

test('each Compose that is here finds the same services in every profile', async () => {
  let asked = 0;
  for (const command of COMMANDS) {
    if ((await ask(command, ['version'], '')).code !== 0) continue;
    asked += 1;
    for (const profiles of PROFILES) {
      const { code, output } = await ask(command, ['config', '--services'], profiles);
      assert.equal(code, 0, `${command.join(' ')} with "${profiles}":\n${output}`);
      const expected = [...ALWAYS, ...profiles.split(',').flatMap(name => OPTIONAL[name] ?? [])];
      // 1.29 lists every service, whatever the profile
      const found = new Set(output.trim().split('\n'));
      for (const service of expected)
        assert.ok(found.has(service), `${command.join(' ')} "${profiles}": ${service}`);
    }
  }
  assert.ok(asked > 0);
});
