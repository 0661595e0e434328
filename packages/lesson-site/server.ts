// The socket in front of answerTo.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTo, type Site } from './answer.ts';

export type LessonServer = { port: number; close(): Promise<void> };

export class PortInUse extends Error {
  override name = 'PortInUse';
}

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortInUse(`Port ${port} is already in use. Stop the program that holds it, or set SITE_PORT.`)
          : error,
      ),
    );
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The site has no port.'));
      else resolve(address);
    });
  });

export const serveLessons = async (site: Site, port: number, host: string): Promise<LessonServer> => {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    try {
      const answer = answerTo({ method, url, headers }, site);
      response.writeHead(answer.status, {
        ...answer.headers,
        'content-length': Buffer.byteLength(answer.body),
      });
      response.end(method === 'HEAD' || answer.status === 304 ? undefined : answer.body);
    } catch (error) {
      // a file that went away between finding and reading it: a rebuild has taken its place
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' });
      response.end(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  const address = await listen(server, port, host);
  return {
    port: address.port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
