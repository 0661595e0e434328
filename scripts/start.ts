// `npm start`: the trace store, the finished shop and the lessons, on one calm board.

import { join } from 'node:path';
import { otelProblems } from './doctor/variables.ts';
import { watchBackend } from './machine/watch-backend.ts';
import { PortError, readPorts } from './machine/workshop-ports.ts';
import { awaitEnding } from './shop/ending.ts';
import { exporterNote, exporterTrouble } from './shop/exporter.ts';
import { openShop } from './shop/finished-shop.ts';
import { openLending } from './shop/lending.ts';
import { openLog } from './shop/log-file.ts';
import { type PartProcess, startPart } from './shop/part-process.ts';
import { startStore } from './shop/store.ts';
import { type Board, LESSONS, renderBoard } from './start/board.ts';
import { claimPorts } from './start/claim-ports.ts';
import { lessonsRow } from './start/lessons-row.ts';
import { openScreen } from './start/screen.ts';

const root = join(import.meta.dirname, '..');

const refuse = (message: string[]): never => {
  process.stderr.write(`\n${message.join('\n')}\n`);
  process.exit(2);
};

const readPortsOrRefuse = () => {
  try {
    return readPorts();
  } catch (error) {
    if (error instanceof PortError) return refuse([error.message, 'Correct the variable, or unset it.']);
    throw error;
  }
};

const ending = awaitEnding();
const trouble = exporterTrouble(process.env);
if (trouble !== undefined) refuse([trouble, 'Correct the variable, or run: unset TRACES_EXPORTER']);
const claim = await claimPorts(readPortsOrRefuse(), process.env);
if (!claim.ok) refuse(claim.message);
const { ports, jaeger, notes } = claim.ok ? claim : refuse([]);

const leftOver = otelProblems(process.env).length;
const exporter = exporterNote(process.env);
const board: Board = {
  ports,
  services: {
    'api-gateway': 'starting',
    'user-service': 'starting',
    'order-service': 'starting',
    'inventory-service': 'starting',
  },
  lentTo: undefined,
  traces: { state: jaeger === undefined ? 'starting' : 'ready', by: jaeger ?? 'the trace store' },
  lessons: { state: 'starting', readable: false, note: 'waiting for the shop' },
  failures: [],
  notes: [
    ...notes,
    ...(leftOver === 0
      ? []
      : [
          'OTEL_ variables are set in this shell. The shop here ignores them; a lab does not. npm run doctor names them.',
        ]),
    ...(exporter === undefined ? [] : [exporter]),
  ],
  stopping: false,
};
const screen = openScreen();
const draw = (): void => screen.show(() => renderBoard(board));
draw();

const parts: PartProcess[] = [];
let store: PartProcess | undefined;
/** A part that ends before it is told to is a failure, with its own words. */
const watchPart = (part: PartProcess, name: string, log: string, failed: () => void): void => {
  parts.push(part);
  void part.exited.then(() => {
    if (board.stopping) return;
    failed();
    board.failures.push({ name, lines: part.lines(), log });
    draw();
  });
};

// the store takes what the services send from their first moment; both start at once
if (jaeger === undefined) {
  store = startStore(root, ports);
  watchPart(store, 'the trace store', join('.workshop', 'logs', 'trace-store.log'), () => {
    board.traces.state = 'failed';
  });
  store.ready.then(
    () => {
      board.traces.state = 'ready';
      draw();
    },
    () => undefined,
  );
}

// a Jaeger that is not ours may go away, and no SDK says so
const endWatch =
  jaeger === undefined
    ? () => undefined
    : watchBackend(ports.ui, ({ now }) => {
        const note = `${jaeger} does not answer; spans are lost until it is back`;
        board.traces =
          now === 'back' ? { state: 'ready', by: jaeger } : { state: 'failed', by: jaeger, note };
        draw();
      });

const shop = openShop(root, ports, event => {
  board.services[event.service] = event.now;
  if (event.now === 'failed')
    board.failures.push({ name: event.service, lines: event.lines, log: event.log });
  draw();
});
shop.start();

const lending = await openLending(root, {
  ports,
  shopPorts: [
    ports['api-gateway'],
    ports['order-service'],
    ports['user-service'],
    ports['inventory-service'],
  ],
  lend: async lab => {
    if (board.lentTo !== undefined || board.stopping) return false;
    board.lentTo = `lab ${lab}`;
    board.failures = board.failures.filter(({ name }) => !(name in board.services));
    await shop.stop();
    draw();
    return true;
  },
  takeBack: () => {
    board.lentTo = undefined;
    if (!board.stopping) shop.start();
    draw();
  },
});

// the lessons may have to be built, which takes both cores: the shop comes first
void shop.settled().then(() => {
  if (board.stopping) return;
  const log = openLog(root, 'lessons');
  const lessons = startPart({
    root,
    main: 'packages/lesson-site/main.ts',
    env: { SITE_PORT: String(ports.lessons) },
    onLine: log.add,
    onState: state => {
      board.lessons = lessonsRow(state);
      draw();
    },
  });
  watchPart(lessons, LESSONS, log.path, () => {
    board.lessons = { state: 'failed', readable: false, note: 'not running; everything else is' };
  });
});

ending.onImpatience(() => {
  shop.kill();
  for (const part of parts) part.kill();
});
await ending.asked;
board.stopping = true;
endWatch();
draw();
screen.flush();
lending.close();
// the services send their last spans on the way out, so the store ends after them
await Promise.all([shop.stop(), ...parts.filter(part => part !== store).map(part => part.stop())]);
await store?.stop();
process.stdout.write('  Stopped. Nothing is left running.\n');
process.exit(0);
