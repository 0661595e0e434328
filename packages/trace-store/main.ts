// The trace store as a process. One line of JSON on stdout when the ports for OTLP and the pages are open, a second
// one when those for Jaeger's old clients are, where they were asked for; notices on stderr.

import { join } from 'node:path';
import { lostMailBox } from './lost-mail.ts';
import { startQueryServer } from './query-server.ts';
import { type Recipient, startReceivers } from './receivers.ts';
import { BadSetting, type Settings, settingsFrom } from './settings.ts';
import { openStore } from './store.ts';
import type { ThriftReceivers } from './thrift/thrift-doors.ts';
import { THRIFT_DOORS, THRIFT_VARIABLES } from './thrift/thrift-ports.ts';
import type { JudgeSaved } from './view-api/view-api.ts';
import type { PagePorts } from './view-pages.ts';

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

const isPortTrouble = (error: unknown): error is Error & { code: unknown; port: unknown } =>
  error instanceof Error && 'code' in error && 'port' in error;

/** Ports by the name a person can set them by. */
function portTrouble(error: unknown, settings: Settings): string | undefined {
  if (!isPortTrouble(error)) return undefined;
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
const { directory, maxSpans, maxBytes } = settings;
const store = openStore({ directory, maxSpans, maxBytes, onNotice: notice });
const lostMail = lostMailBox();

/** The checker is loaded for the first file of evidence: most stores never see one. */
const judgeSaved: JudgeSaved = async text => {
  const { reportOfSaved } = await import('#trace-check/saved-report.ts');
  return reportOfSaved(join(import.meta.dirname, '..', '..'), text);
};

/** Grows as doors are opened. */
const pagePorts: PagePorts = { lessons: settings.lessonsPort, gateway: settings.gatewayPort };

async function start(): Promise<() => Promise<void>> {
  const query = await startQueryServer({
    port: settings.uiPort,
    store,
    lostMail,
    ports: () => pagePorts,
    judgeSaved,
  });
  const recipient: Recipient = {
    onSpans: store.add,
    onBody: store.take,
    onLostMail(mail) {
      lostMail.add(mail);
      query.tell(mail);
    },
  };
  const receivers = await startReceivers({
    httpPort: settings.otlpHttpPort,
    grpcPort: settings.otlpGrpcPort,
    ...recipient,
  });
  pagePorts['otlp-http'] = receivers.httpPort;
  pagePorts['otlp-grpc'] = receivers.grpcPort;
  const ports = { uiPort: query.port, otlpHttpPort: receivers.httpPort, otlpGrpcPort: receivers.grpcPort };
  process.stdout.write(
    `${JSON.stringify({ ready: true, pid: process.pid, ...ports, kept: store.kept() })}\n`,
  );
  const thrift = openThrift(recipient);
  return async () => {
    await (await thrift)?.close();
    await receivers.close();
    await query.close();
  };
}

/** After the store is ready, so that nobody waits for doors that few need. */
async function openThrift(recipient: Recipient): Promise<ThriftReceivers | undefined> {
  if (Object.keys(settings.thriftPorts).length === 0) return undefined;
  const { startThriftReceivers } = await import('./thrift/thrift-doors.ts');
  const thrift = await startThriftReceivers(settings.thriftPorts, recipient);
  for (const { door, port, error } of thrift.troubles) {
    const why =
      isPortTrouble(error) && error.code === 'EADDRINUSE' ? 'is in use' : `can't be opened (${error})`;
    const what = `Port ${port} for Jaeger's old clients ${why}`;
    notice(`${what}, and the store goes on without it. ${THRIFT_VARIABLES[door]} chooses another.`);
  }
  for (const door of THRIFT_DOORS) {
    const port = thrift.ports[door];
    if (port !== undefined) pagePorts[`thrift-${door}`] = port;
  }
  process.stdout.write(`${JSON.stringify({ thriftPorts: thrift.ports })}\n`);
  return thrift;
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
