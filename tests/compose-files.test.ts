// The files of the stack among each other: what one names, the other has. No engine is needed.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PORT_USES } from '../scripts/machine/workshop-ports.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const compose = read('docker-compose.yml');
const datasources = read('docker/grafana/datasources/datasources.yaml');
const dashboard = read('docker/grafana/dashboards/follow-the-request.json');

const IMAGE = /&(\w+) ([a-z][a-z0-9/-]*):([\w.-]+)$/gm;
const images = [...compose.matchAll(IMAGE)].map(([, alias = '', name = '', tag = '']) => ({
  alias,
  name,
  tag,
}));

test('every image is named once, with a version, and used by its alias', () => {
  assert.equal(images.length, 7);
  for (const { alias, name, tag } of images) {
    assert.match(tag, /^\d/, `${name} has no version`);
    assert.equal(compose.split(`${name}:${tag}`).length, 2, `${name} is named again`);
    assert.ok(compose.includes(`*${alias}\n`), `${alias} is not used`);
  }
  const used = [...compose.matchAll(/^ +image: (.+)$/gm)].map(match => match[1] ?? '');
  assert.deepEqual(
    used.filter(value => !value.startsWith('*')),
    [],
  );
});

test('the Dockerfile, the README and the doctor name no other version', () => {
  const texts = ['Dockerfile', 'README.md', ...globSync('scripts/doctor/*.ts', { cwd: root })];
  for (const file of texts)
    for (const { name, tag } of images)
      for (const [, other] of read(file).matchAll(new RegExp(`\\b${name}:(\\d[\\w.-]*)`, 'g')))
        assert.equal(other, tag, `${file} names ${name}:${other}`);
});

test('what is published is published on loopback, and moved by the variable the rest of the project uses', () => {
  const published = [...compose.matchAll(/^ +- "(?:([\d.]+):)?\$\{(\w+):-(\d+)\}:\d+"$/gm)].map(
    ([, address, variable, usual]) => ({ address, variable, usual: Number(usual) }),
  );
  assert.equal(published.length, 10);
  for (const { address, variable } of published) assert.equal(address, '127.0.0.1', variable);
  for (const { variable, usual } of PORT_USES.filter(({ name }) => !name.startsWith('thrift')))
    assert.ok(
      published.some(one => one.variable === variable && one.usual === usual),
      `${variable} with ${usual}`,
    );
  // a list of ports in another form would have escaped the pattern
  assert.equal(compose.match(/^ {4}ports:$/gm)?.length, 8);
});

test('every file that is mounted is there', () => {
  const mounted = [...compose.matchAll(/^ +- (\.\/[^:]+):/gm)].map(match => match[1] ?? '');
  assert.ok(mounted.length >= 8);
  for (const path of mounted) assert.ok(existsSync(join(root, path)), path);
});

test('the dashboard and the links between traces and logs name data sources that are provisioned', () => {
  const known = new Set([...datasources.matchAll(/^ {4}uid: (\w+)$/gm)].map(match => match[1]));
  assert.deepEqual([...known].sort(), ['jaeger', 'loki', 'tempo']);
  const board: { panels: { title: string; targets: { datasource: { uid: string } }[] }[] } =
    JSON.parse(dashboard);
  for (const { title, targets } of board.panels)
    for (const { datasource } of targets) assert.ok(known.has(datasource.uid), `${title}: ${datasource.uid}`);
  const linked = [...datasources.matchAll(/datasourceUid: (\w+)/g)].map(match => match[1]);
  assert.ok(linked.includes('loki') && linked.includes('tempo'));
  for (const uid of linked) assert.ok(known.has(uid), uid);
});

test('Grafana finds the ids in the lines the services write', () => {
  const [, pattern = ''] = /matcherRegex: '(.+)'/.exec(datasources) ?? [];
  const line =
    '{"time":"…","level":"warn","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}';
  assert.equal(new RegExp(pattern).exec(line)?.[1], '4bf92f3577b34da6a3ce929d0e0e4736');
});
