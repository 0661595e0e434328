import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nobody, onlyPart, saying, socketThat, traceStore } from '#trace-check/jaeger/strangers.ts';
import { startReceivers } from '#trace-store/receivers.ts';
import { presentBackend } from './present-backend.ts';
import type { TakenPort } from './taken-ports.ts';
import { readPorts } from './workshop-ports.ts';

const portOf = (base: string): number => Number(new URL(base).port);

const intake = async (context: { after(end: () => Promise<void>): void }): Promise<number> => {
  const receiver = await startReceivers({
    httpPort: 0,
    grpcPort: 0,
    onSpans: () => undefined,
    onLostMail: () => undefined,
  });
  context.after(() => receiver.close());
  return receiver.httpPort;
};

const present = (ui: number, otlpHttp: number) => {
  const ports = { ...readPorts({}), ui, 'otlp-http': otlpHttp };
  const taken = (['ui', 'otlp-http'] as const).map(
    (name): TakenPort => ({ name, what: name, variable: name, port: ports[name], holder: undefined }),
  );
  return presentBackend(ports, taken, ['jaeger']);
};

const asJaeger = (path: string): boolean => path.startsWith('/api/') && !path.startsWith('/api/lost-mail');

test('a Jaeger that takes spans is used', async context => {
  const { base } = await traceStore(context);
  const page = '<script>{"gitVersion":"v2.13.0"}</script>';
  const ui = portOf(await onlyPart(context, base, asJaeger, page));
  assert.deepEqual(await present(ui, await intake(context)), { use: 'Jaeger 2.13.0' });
});

test('a Jaeger into which no span gets is not used, with the reason', async context => {
  const { base } = await traceStore(context);
  const ui = portOf(await onlyPart(context, base, asJaeger));
  const closed = portOf(await nobody());
  assert.deepEqual(await present(ui, closed), {
    inTheWay: [
      `Jaeger runs at port ${ui}, but spans do not reach it: port ${closed} (OTLP over HTTP): nothing listens there.`,
    ],
  });
  const web = portOf(await saying(context, 'text/html', 'nothing here', 404));
  const why = await present(ui, web);
  assert.ok('inTheWay' in why);
  assert.match(why.inTheWay.join(), /answered 404: "nothing here"\.$/);
});

test('what is no Jaeger is named as what it is', async context => {
  const page = portOf(await saying(context, 'text/html', '<title>Grafana</title>'));
  assert.deepEqual(await present(page, page), {
    inTheWay: [`Port ${page} is for Jaeger or the trace store, and a page named "Grafana" answers there.`],
  });
  const mute = portOf(await socketThat(context, socket => socket.once('data', () => socket.destroy())));
  const words = await present(mute, mute);
  assert.ok('inTheWay' in words);
  assert.match(
    words.inTheWay.join(),
    /takes the connection and does not answer\. If it is a Jaeger that is starting/,
  );
});
