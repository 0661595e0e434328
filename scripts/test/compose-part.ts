// The stack of docker-compose.yml, run for real. Without an engine, or without an image that only a registry has,
// that is said, and counts as failed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeCommand } from '../../tests/compose/stack.ts';
import { outputOf } from '../machine/process-table.ts';
import { couldNotRun, type Part } from './part.ts';
import { root } from './run-program.ts';
import { testPart } from './test-part.ts';

const NAME = 'compose';
/** Building from nothing, and the whole story after it. */
const LONGEST_MS = 600_000;
const ASKED_WITHIN_MS = 10_000;
/** The profile `full` is not run: its images are large, and what can be checked without them is, in tests/compose-files.test.ts. */
const NEEDED = ['node', 'jaeger', 'collector'];

const imagesOf = (compose: string): string[] =>
  [...compose.matchAll(/&(\w+) ([a-z][a-z0-9/-]*:[\w.-]+)$/gm)].flatMap(([, alias = '', image = '']) =>
    NEEDED.includes(alias) ? [image] : [],
  );

/** An image that is here is not asked for elsewhere. */
const fetchImage = async (image: string): Promise<boolean> => {
  if ((await outputOf('docker', ['image', 'inspect', image], ASKED_WITHIN_MS)) !== undefined) return true;
  console.log(`  fetching ${image} …`);
  return (await outputOf('docker', ['pull', '--quiet', image], 120_000)) !== undefined;
};

export const composePart = async (files: string[], signal: AbortSignal): Promise<Part> => {
  const engine = await outputOf('docker', ['version', '--format', '{{.Server.Version}}'], ASKED_WITHIN_MS);
  if (engine === undefined)
    return couldNotRun(
      NAME,
      'no Docker engine answers.',
      'Start Docker Desktop, or: sudo systemctl start docker',
    );
  const command = await composeCommand();
  if (command === undefined)
    return couldNotRun(NAME, 'there is no docker compose.', 'Install the package docker-compose-plugin.');
  const missing: string[] = [];
  for (const image of imagesOf(readFileSync(join(root, 'docker-compose.yml'), 'utf8')))
    if (!(await fetchImage(image))) missing.push(image);
  if (missing.length > 0)
    return couldNotRun(
      NAME,
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not here, and could not be fetched.`,
      missing.map(image => `docker pull ${image}`).join('; '),
    );
  console.log(`  with engine ${engine.trim()} and ${command.join(' ')}`);
  return testPart(NAME, files, 1, signal, LONGEST_MS);
};
