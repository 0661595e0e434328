import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { shipLogs } from './ship-logs.ts';

type Push = { streams: { stream: Record<string, string>; values: [string, string][] }[] };

/** Takes pushes as Loki does: 204, or what it is told to answer first. */
const openLoki = async (context: { after(end: () => void): void }, first: number[]) => {
  const pushes: Push[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    response.statusCode = first.shift() ?? 204;
    if (request.url === '/loki/api/v1/push' && response.statusCode === 204) pushes.push(JSON.parse(text));
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { pushes, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
};

test('lines go to Loki as they were written, by service and level, in their order', async context => {
  const { pushes, url } = await openLoki(context, []);
  const logs = shipLogs(url, 'order-service');
  const lines = [
    '{"level":"warn","message":"one"}',
    'a word of the learner',
    '{"level":"warn","message":"two"}',
  ];
  for (const line of [...lines, '  ']) logs.add(line);
  await logs.end();
  const streams = pushes.flatMap(push => push.streams);
  assert.deepEqual(
    streams.map(({ stream, values }) => [stream, values.map(([, line]) => line)]),
    [
      [{ service_name: 'order-service', level: 'warn' }, [lines[0], lines[2]]],
      [{ service_name: 'order-service', level: 'info' }, [lines[1]]],
    ],
  );
  const times = streams.flatMap(({ values }) => values.map(([nano]) => nano));
  assert.equal(new Set(times).size, 3);
});

test('what Loki could not take is sent again, and once', async context => {
  const { pushes, url } = await openLoki(context, [503]);
  const logs = shipLogs(url, 'order-service');
  logs.add('{"level":"error","message":"kept"}');
  const deadline = Date.now() + 10_000;
  while (pushes.length === 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 50));
  await logs.end();
  assert.equal(pushes.length, 1);
});
