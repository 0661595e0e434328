import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { describeHolder, isDocker, listeningInodes, portHolder, workshopOwner } from './port-holder.ts';
import { isTaken } from './port-taken.ts';
import { moveCommand } from './taken-ports.ts';
import { PORT_USES, readPorts } from './workshop-ports.ts';

test('of the kernel table only sockets that listen on the port count', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1',
    '   1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000     0        0 222 1',
    '   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1',
  ].join('\n');
  assert.deepEqual(listeningInodes(table, 8080), ['111']);
});

test('a UDP port that is held is seen as taken, and this process as its holder', async () => {
  const socket = createSocket('udp4');
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  try {
    assert.equal(await isTaken(port, 'udp'), true);
    assert.equal(await isTaken(port), false);
    assert.equal((await portHolder(port, 'udp'))?.pid, process.pid);
  } finally {
    socket.close();
  }
});

test('a part of the shop is traced back to the command that started it', () => {
  const part = { pid: 30, command: 'node --import x /w/services/api-gateway/main.ts' };
  assert.deepEqual(workshopOwner([part, { pid: 20, command: 'node /w/scripts/start.ts' }]), {
    command: 'npm start',
    pid: 20,
  });
  assert.deepEqual(workshopOwner([part]), { command: 'a part left over', pid: 30 });
  assert.equal(workshopOwner([{ pid: 5, command: 'next dev' }]), undefined);
});

for (const host of ['127.0.0.1', '0.0.0.0'])
  test(`a port held on ${host} is seen as taken, and this process as its holder`, async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, host, resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    assert.equal(await isTaken(port), true);
    const holder = await portHolder(port);
    assert.equal(holder?.pid, process.pid);
    assert.match(describeHolder(holder), new RegExp(`process ${process.pid}`));
    await new Promise(resolve => server.close(resolve));
    assert.equal(await isTaken(port), false);
  });

test('every port can be moved by its variable, and a wrong value is named', () => {
  assert.equal(readPorts({})['api-gateway'], 8080);
  assert.equal(readPorts({ SITE_PORT: '3001' }).lessons, 3001);
  assert.equal(new Set(PORT_USES.map(use => use.variable)).size, PORT_USES.length);
  assert.throws(() => readPorts({ UI_PORT: '70000' }), /UI_PORT is "70000"/);
  assert.throws(() => readPorts({ UI_PORT: '8080' }), /Port 8080 is given to two things/);
});

test('the offered command moves each taken port', () => {
  const taken = { name: 'ui', what: 'traces', variable: 'UI_PORT', port: 16686, holder: undefined } as const;
  assert.equal(moveCommand([taken], 'npm start'), 'UI_PORT=16786 npm start');
});

test('Docker holds ports for containers, under a name of its own on each system', () => {
  for (const command of [
    '/usr/sbin/docker-proxy -proto tcp -host-ip 127.0.0.1 -host-port 8080',
    '/Applications/Docker.app/Contents/MacOS/com.docker.backend services',
    'rootlessport',
  ])
    assert.ok(isDocker(command), command);
  for (const command of ['node docker-proxy.js', 'nginx: master process'])
    assert.equal(isDocker(command), false, command);
  assert.equal(
    describeHolder({ pid: 7, command: 'docker-proxy', container: true }),
    'a container (docker ps tells which)',
  );
});
