// Ports nobody uses now. All are held open at once before any is given away, so no two are the same.

import { createServer } from 'node:net';

const holdOne = (): Promise<{ port: number; release(): Promise<void> }> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        return reject(new Error('The machine gave no port.'));
      resolve({
        port: address.port,
        release: () => new Promise(done => server.close(() => done())),
      });
    });
  });

export const freePorts = async (count: number): Promise<number[]> => {
  const held = await Promise.all(Array.from({ length: count }, holdOne));
  await Promise.all(held.map(one => one.release()));
  return held.map(one => one.port);
};
