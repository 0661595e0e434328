// The trace store as a process. One line of JSON on stdout when all ports are open, notices on stderr.

import { join } from 'node:path';
import { lostMailBox } from './lost-mail.ts';
import { startQueryServer } from './query-server.ts';
import { startReceivers } from './receivers.ts';
import { BadSetting, type Settings, settingsFrom } from './settings.ts';
import { openStore } from './store.ts';
import type { JudgeSaved } from './view-api/view-api.ts';

const CANNOT_START = 2;

function readSettings(): Settings {
  try {
    return settingsFrom(process.env);
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    return giveUp(error.message);
  }
}

function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(CANNOT_START);
}

/** Ports by the name a person can set them by. */
function portTrouble(error: unknown, settings: Settings): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('port' in error)) return undefined;
  const names = new Map([
    [settings.uiPort, 'UI_PORT'],
    [settings.otlpHttpPort, 'OTLP_HTTP_PORT'],
    [settings.otlpGrpcPort, 'OTLP_GRPC_PORT'],
  ]);
  const name = names.get(Number(error.port)) ?? 'the port';
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port} is in use. Stop the program that holds it, or set ${name} to another.`;
  }
  if (error.code === 'EACCES') return `Port ${error.port} may not be opened. Set ${name} to one above 1023.`;
  return undefined;
}

const settings = readSettings();
const notice = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const store = openStore({ directory: settings.directory, maxSpans: settings.maxSpans, onNotice: notice });
const lostMail = lostMailBox();

/** The checker is loaded for the first file of evidence: most stores never see one. */
const judgeSaved: JudgeSaved = async text => {
  const { reportOfSaved } = await import('#trace-check/saved-report.ts');
  return reportOfSaved(join(import.meta.dirname, '..', '..'), text);
};

async function start(): Promise<() => Promise<void>> {
  const query = await startQueryServer({
    port: settings.uiPort,
    store,
    lostMail,
    lessonsPort: settings.lessonsPort,
    judgeSaved,
  });
  const receivers = await startReceivers({
    httpPort: settings.otlpHttpPort,
    grpcPort: settings.otlpGrpcPort,
    onSpans: store.add,
    onLostMail(mail) {
      lostMail.add(mail);
      query.tell(mail);
    },
  });
  const ports = { uiPort: query.port, otlpHttpPort: receivers.httpPort, otlpGrpcPort: receivers.grpcPort };
  process.stdout.write(
    `${JSON.stringify({ ready: true, pid: process.pid, ...ports, kept: store.kept() })}\n`,
  );
  return async () => {
    await receivers.close();
    await query.close();
  };
}

try {
  const stop = await start();
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stop();
    store.close();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
} catch (error) {
  store.close();
  const trouble = portTrouble(error, settings);
  if (trouble === undefined) throw error;
  giveUp(trouble);
}
