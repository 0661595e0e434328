// The three doors for Jaeger's old clients. Nobody else needs them, so one that can't be opened is told of and
// done without: `troubles` has it, and the rest works.

import type { Recipient } from '../delivery.ts';
import { type Door, openDoor } from '../door.ts';
import { thriftHttpServer } from './thrift-http.ts';
import { THRIFT_DOORS, type ThriftDoor, type ThriftPorts } from './thrift-ports.ts';
import { openDatagramDoor } from './thrift-udp.ts';

export type ThriftReceivers = {
  ports: ThriftPorts;
  troubles: { door: ThriftDoor; port: number; error: unknown }[];
  close(): Promise<void>;
};

export async function startThriftReceivers(
  wanted: ThriftPorts,
  to: Recipient,
  host = '127.0.0.1',
): Promise<ThriftReceivers> {
  const open = (door: ThriftDoor, port: number): Promise<Door> =>
    door === 'http'
      ? openDoor('thrift-http', host, port, thriftHttpServer(to), to)
      : openDatagramDoor(door, host, port, to);

  const ports: ThriftPorts = {};
  const doors: Door[] = [];
  const troubles: ThriftReceivers['troubles'] = [];
  await Promise.all(
    THRIFT_DOORS.map(async door => {
      const port = wanted[door];
      if (port === undefined) return;
      try {
        const opened = await open(door, port);
        ports[door] = opened.port;
        doors.push(opened);
      } catch (error) {
        troubles.push({ door, port, error });
      }
    }),
  );
  return {
    ports,
    troubles,
    close: async () => {
      await Promise.all(doors.map(door => door.close()));
    },
  };
}
