import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { answerWithin, drive } from './drive.ts';
import type { LabRequest } from './lab.ts';
import type { ServiceName } from './launch/service.ts';

const portsAt = (port: number): Record<ServiceName, number> => ({
  'api-gateway': port,
  'order-service': port,
  'user-service': port,
  'inventory-service': port,
});

const ASKED: LabRequest = { name: 'an order', method: 'GET', path: '/orders/1001', status: 200 };

test('at every load the limit of an answer is one a signal takes', () => {
  for (let hundredths = 200; hundredths <= 1000; hundredths++)
    assert.doesNotThrow(() => AbortSignal.timeout(answerWithin(hundredths / 100 / 2)));
});

test('an answer is written down with its status and body', async () => {
  const server = createServer((_request, response) => response.writeHead(201).end('{"id":"1005"}'));
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const record = await drive(portsAt(port), ASKED, 'a');
  server.close();
  assert.equal(record.status, 201);
  assert.deepEqual(record.answer, { id: '1005' });
});

test('a connection that breaks is told from one that is refused', async () => {
  const server = createServer(request => request.socket.destroy());
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal((await drive(portsAt(port), ASKED, 'b')).failure, 'broken');
  await new Promise(resolve => server.close(resolve));
  assert.equal((await drive(portsAt(port), ASKED, 'c')).failure, 'refused');
});
