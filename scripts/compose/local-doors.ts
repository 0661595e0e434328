// Ports of this container that lead to another one: what a learner's `http://localhost:4318` means here.

import { connect, createServer, type Server } from 'node:net';
import type { Door } from './network.ts';

const open = ({ port, host }: Door): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(near => {
      const far = connect({ port, host });
      // who is not there refuses, and the near side sees its connection end as it would at home
      far.on('error', () => near.destroy());
      near.on('error', () => far.destroy());
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      near.pipe(far).pipe(near);
    });
    server.once('error', reject);
    server.listen({ port, host: 'localhost' }, () => resolve(server));
  });

export const openLocalDoors = async (doors: Door[]): Promise<{ close(): void }> => {
  const servers = await Promise.all(doors.map(open));
  return {
    close: () => {
      for (const server of servers) server.close();
    },
  };
};
