// What answers at the traces port: the workshop's own store, Jaeger, something else, or nothing.

import { describeServer, recognize, type Server } from '#trace-check/jaeger/recognize.ts';

export type Backend =
  | { kind: 'none' }
  /** Somebody takes the connection and says nothing, or breaks it off. */
  | { kind: 'mute' }
  | { kind: 'store' }
  | { kind: 'jaeger'; version: string | undefined; v3: boolean }
  | { kind: 'other'; what: string };

const ANSWER_WITHIN_MS = 2_000;

const backendOf = (server: Server): Backend => {
  switch (server.is) {
    case 'nobody':
      return { kind: server.why === 'refused' ? 'none' : 'mute' };
    case 'store':
      return { kind: 'store' };
    case 'jaeger':
      return { kind: 'jaeger', version: server.version, v3: server.v3 };
    case 'other':
      return { kind: 'other', what: server.what };
  }
};

export const backendAt = async (port: number): Promise<Backend> =>
  backendOf(await recognize(`http://localhost:${port}`, ANSWER_WITHIN_MS));

export const describeBackend = (backend: Backend): string => {
  switch (backend.kind) {
    case 'none':
      return 'nothing runs there';
    case 'mute':
      return 'something listens there and does not answer';
    case 'store':
      return describeServer({ is: 'store' });
    case 'jaeger':
      return `Jaeger${backend.version ? ` ${backend.version}` : ''}`;
    case 'other':
      return backend.what;
  }
};
