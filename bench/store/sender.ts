// The sender of bench/store.ts, in a process of its own: makes its batches first, then sends them over four
// connections as fast as they are taken. node bench/store/sender.ts PORT SPANS → { spans, ms } on stdout.

import { Agent, request } from 'node:http';
import { batches } from './batches.ts';

const CONNECTIONS = 4;

const [port, spanCount] = process.argv.slice(2).map(Number);
const bodies = batches(spanCount ?? 0);
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function send(body: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
  const sent = request(
    { port, host: '127.0.0.1', path: '/v1/traces', method: 'POST', agent, headers },
    response => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`The store answered ${response.statusCode}.`));
      });
    },
  );
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

let next = 0;
async function sendInTurn(): Promise<void> {
  for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(body);
}

const from = performance.now();
await Promise.all(Array.from({ length: CONNECTIONS }, sendInTurn));
console.log(JSON.stringify({ spans: spanCount, ms: performance.now() - from }));
agent.destroy();
