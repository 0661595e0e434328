// The trace store as a part of `npm start` and `npm run lab`.

import { THRIFT_VARIABLES } from '#trace-store/thrift/thrift-ports.ts';
import type { Ports } from '../machine/workshop-ports.ts';
import { openLog } from './log-file.ts';
import { type PartProcess, startPart } from './part-process.ts';

export const startStore = (root: string, ports: Ports): PartProcess => {
  const log = openLog(root, 'trace-store');
  return startPart({
    root,
    main: 'packages/trace-store/main.ts',
    env: {
      UI_PORT: String(ports.ui),
      OTLP_HTTP_PORT: String(ports['otlp-http']),
      OTLP_GRPC_PORT: String(ports['otlp-grpc']),
      // its pages link to the lessons, which start may have moved, and say where to place an order
      SITE_PORT: String(ports.lessons),
      API_GATEWAY_PORT: String(ports['api-gateway']),
      [THRIFT_VARIABLES.http]: String(ports['thrift-http']),
      [THRIFT_VARIABLES.binary]: String(ports['thrift-binary']),
      [THRIFT_VARIABLES.compact]: String(ports['thrift-compact']),
    },
    onLine: log.add,
  });
};
