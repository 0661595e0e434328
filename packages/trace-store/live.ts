// The live stream: Server-Sent Events about traces as they arrive, and about lost mail.

import type { ServerResponse } from 'node:http';
import type { LostMail } from './lost-mail.ts';
import type { TraceStore } from './store.ts';
import { summarize } from './trace-summary.ts';

export type LiveTrace = {
  traceId: string;
  rootServiceName: string;
  rootOperationName: string;
  spanCount: number;
  errorSpanCount: number;
  durationNano: string;
};

export type LiveStream = {
  join(response: ServerResponse): void;
  tell(mail: LostMail): void;
  announce(event: string, data: unknown): void;
  close(): void;
};

/** A trace arrives in several deliveries; within this time they become one event. */
const GATHER_MS = 200;
/** Under load nobody reads more; the rest is a count. */
const MOST_TRACES_AN_EVENT = 50;
/** A comment now and then, so that proxies and browsers keep the connection. */
const HEARTBEAT_MS = 15_000;

export function liveStream(store: TraceStore): LiveStream {
  const clients = new Set<ServerResponse>();
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const send = (event: string, data: unknown): void => {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const client of clients) client.write(text);
  };
  const flush = (): void => {
    timer = undefined;
    const ids = [...touched];
    touched.clear();
    const traces = ids.slice(-MOST_TRACES_AN_EVENT).flatMap(id => liveTrace(id, store));
    send('traces', { traces, more: Math.max(0, ids.length - MOST_TRACES_AN_EVENT) });
  };
  const stop = store.onArrival(traceIds => {
    if (clients.size === 0) return;
    for (const id of traceIds) touched.add(id);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  const heartbeat = setInterval(() => {
    for (const client of clients) client.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    join(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\n');
      clients.add(response);
      response.on('close', () => clients.delete(response));
    },
    tell: mail => send('lost-mail', mail),
    announce: send,
    close() {
      stop();
      clearTimeout(timer);
      clearInterval(heartbeat);
      for (const client of clients) client.end();
    },
  };
}

function liveTrace(id: string, store: TraceStore): LiveTrace[] {
  const spans = store.trace(id);
  if (spans === undefined) return [];
  const { traceId, rootServiceName, rootOperationName, spanCount, errorSpanCount, ...times } =
    summarize(spans);
  const durationNano = String(times.maxEndNano - times.minStartNano);
  return [{ traceId, rootServiceName, rootOperationName, spanCount, errorSpanCount, durationNano }];
}
