// A query server on a free port over a store of its own, with what its tests ask and expect of it.

import type { TestContext } from 'node:test';
import { span, trace } from '#trace-model/builder.ts';
import type { Span } from '#trace-model/span.ts';
import { lostMailBox } from './lost-mail.ts';
import { startQueryServer } from './query-server.ts';
import { openStore, type TraceStore } from './store.ts';

export type Desk = { url: string; port: number; store: TraceStore };

const NOWHERE = new Uint8Array();
export const arrive = (store: TraceStore, spans: Span[]): void =>
  store.add(spans, { protocol: 'http/json', raw: NOWHERE });

export const order = (number = 1): Span[] =>
  trace(
    span('gateway', 'POST /orders', { kind: 'server', ms: 100 }, [
      span('orders', 'place order', {
        at: 10,
        ms: 80,
        status: { code: 'error', message: 'no stock' },
        attributes: {
          'order.id': number,
          big: 2n ** 60n,
          raw: Uint8Array.of(1, 2),
          list: ['a'],
          yes: true,
          half: 0.5,
        },
        events: [{ name: 'exception', at: 5, attributes: { 'exception.type': 'OutOfStock' } }],
        links: [{ traceId: 'f'.repeat(32), spanId: 'e'.repeat(16) }],
        resource: { 'process.pid': 42n },
      }),
    ]),
    { number },
  );

export const ID = '00000000000000000000000000000001';

export const open = async (t: TestContext, ...traces: Span[][]): Promise<Desk> => {
  const store = openStore();
  const lostMail = lostMailBox();
  lostMail.add({ reason: 'wrong-path', at: 1, port: 'http', bytes: 3, remotePort: 4, detail: 'POST /<b>' });
  const server = await startQueryServer({ port: 0, store, lostMail });
  t.after(async () => {
    await server.close();
    store.close();
  });
  for (const spans of traces) arrive(store, spans);
  return { url: `http://127.0.0.1:${server.port}`, port: server.port, store };
};

export const get = async ({ url }: Desk, path: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url + path);
  return { status: response.status, body: await response.json() };
};

export const legacy = (data: unknown, total = 0) => ({
  status: 200,
  body: { data, total, limit: 0, offset: 0, errors: null },
});
export const legacyError = (code: number, msg: string) => ({
  status: code,
  body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] },
});
