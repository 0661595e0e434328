// The lessons as a program: `node packages/lesson-site/main.ts`. One JSON line when the port answers, one on
// every change after it; SIGTERM, SIGINT or the end of its parent ends it and all it started.

import { join } from 'node:path';
import { lessonSite } from './lesson-site.ts';

const DEFAULT_PORT = 3000;

const readPort = (text: string | undefined): number => {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`SITE_PORT is "${text}". It must be a port number.`);
};

const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const site = await lessonSite({
    root: join(import.meta.dirname, '../..'),
    port: readPort(process.env.SITE_PORT),
    host: process.env.SITE_HOST || '127.0.0.1',
  });
  const { url, port } = site;
  print({ ready: true, url, port, ...site.state() });
  site.onChange(state => print({ url, port, ...state }));
  const end = async (): Promise<void> => {
    await site.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  process.once('SIGHUP', () => void end());
  process.once('disconnect', () => void end());
} catch (error) {
  process.stderr.write(
    `The lessons could not start. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
