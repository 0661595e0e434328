// The lessons as they were built, and nothing else: for an image, where no sources are and nothing is written.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileAnswers } from './file-answer.ts';
import { serveLessons } from './server.ts';

const PORT = 3000;

const folder = join(import.meta.dirname, '../../docs/build');
if (!existsSync(join(folder, 'index.html'))) {
  process.stderr.write(`There are no built lessons in ${folder}. Build the image again.\n`);
  process.exit(1);
}
const server = await serveLessons(
  { folder, state: () => ({ state: 'ready', readable: true }), read: fileAnswers() },
  PORT,
  process.env.SITE_HOST || '127.0.0.1',
);
process.stdout.write(`${JSON.stringify({ ready: true, port: server.port })}\n`);
const end = async (): Promise<void> => {
  await server.close();
  process.exit(0);
};
process.once('SIGTERM', () => void end());
process.once('SIGINT', () => void end());
