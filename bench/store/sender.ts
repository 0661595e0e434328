// The sender of the store's benches, in a process of its own: makes its batches once, then sends them over four
// connections as fast as they are taken, as often as it is asked to.
//   node bench/store/sender.ts SPANS   then lines on stdin: "http PORT" or "grpc PORT"   → { spans, ms } on stdout

import { Agent, request } from 'node:http';
import { type ClientHttp2Session, connect } from 'node:http2';
import { createInterface } from 'node:readline';
import { batches } from './batches.ts';

const CONNECTIONS = 4;
const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

type Lane = { send(body: Uint8Array): Promise<void>; close(): void };

function httpLane(port: number): Lane {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send(body) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
      const sent = request(
        { port, host: '127.0.0.1', path: '/v1/traces', method: 'POST', agent, headers },
        response => {
          response.resume();
          response.on('end', () => {
            if (response.statusCode === 200) resolve();
            else reject(new Error(`The server answered ${response.statusCode}.`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
      return promise;
    },
    close: () => agent.destroy(),
  };
}

function grpcLane(port: number): Lane {
  const session: ClientHttp2Session = connect(`http://127.0.0.1:${port}`);
  return {
    send(body) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stream = session.request({
        ':method': 'POST',
        ':path': EXPORT,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let status: unknown;
      const see = (headers: Record<string, unknown>): void => {
        status = headers['grpc-status'] ?? status;
      };
      stream.on('response', see);
      stream.on('trailers', see);
      stream.on('error', reject);
      stream.on('close', () => {
        if (status === '0') resolve();
        else reject(new Error(`The server answered grpc-status ${status}.`));
      });
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(body.length, 1);
      stream.resume();
      stream.write(prefix);
      stream.end(body);
      return promise;
    },
    close: () => session.close(),
  };
}

const spans = Number(process.argv[2]);
const bodies = batches(spans);
console.log('ready');

for await (const line of createInterface({ input: process.stdin })) {
  const [protocol, port] = line.split(' ');
  const lanes = Array.from({ length: CONNECTIONS }, () =>
    protocol === 'grpc' ? grpcLane(Number(port)) : httpLane(Number(port)),
  );
  let next = 0;
  const from = performance.now();
  await Promise.all(
    lanes.map(async ({ send }) => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(body);
    }),
  );
  console.log(JSON.stringify({ spans, ms: performance.now() - from }));
  for (const lane of lanes) lane.close();
}
