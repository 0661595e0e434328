// Where a real Jaeger can be had on this machine: a binary, or a container's image. One that already runs is not
// used: what is compared must be all it holds, and several are needed at once.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type JaegerSource = { by: 'binary'; path: string } | { by: 'docker'; image: string };

/** What a person does where none was found. */
export const HOW_TO_GET_JAEGER = [
  'Set JAEGER_BINARY to a jaeger of version 2 (https://www.jaegertracing.io/download),',
  'or put it on the PATH, or start a Docker engine.',
].join('\n  ');

export class NoJaeger extends Error {
  override readonly name = 'NoJaeger';
}

const run = promisify(execFile);
/** A program that doesn't say its version by now is not asked again. */
const SAYS_WITHIN_MS = 10_000;

const says = async (program: string, args: string[]): Promise<string | undefined> => {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: SAYS_WITHIN_MS });
    return `${stdout}${stderr}`;
  } catch {
    return undefined;
  }
};

/** `jaeger version` names its build; another program of that name doesn't. */
const isJaeger = async (program: string): Promise<boolean> =>
  /git-?version|git-?commit/i.test((await says(program, ['version'])) ?? '');

const root = join(import.meta.dirname, '..', '..');
const IMAGE = /jaegertracing\/jaeger:[\w.-]+/;
const IMAGE_WITHOUT_COMPOSE = 'jaegertracing/jaeger:2.13.0';
const PINNED_IN = ['docker-compose.yml', '.env', 'docker/images.env'];

/** The one the compose files name, so there is one version to raise. */
const pinnedImage = (): string => {
  for (const file of PINNED_IN) {
    const path = join(root, file);
    const [image] = existsSync(path) ? (IMAGE.exec(readFileSync(path, 'utf8')) ?? []) : [];
    if (image !== undefined) return image;
  }
  return IMAGE_WITHOUT_COMPOSE;
};

export const findJaeger = async (): Promise<JaegerSource> => {
  const { JAEGER_BINARY } = process.env;
  if (JAEGER_BINARY) {
    if (await isJaeger(JAEGER_BINARY)) return { by: 'binary', path: JAEGER_BINARY };
    throw new NoJaeger(`JAEGER_BINARY is ${JAEGER_BINARY}, and that is not a Jaeger that runs here.`);
  }
  if (await isJaeger('jaeger')) return { by: 'binary', path: 'jaeger' };
  if ((await says('docker', ['info', '--format', '{{.ServerVersion}}'])) !== undefined)
    return { by: 'docker', image: pinnedImage() };
  throw new NoJaeger('No Jaeger was found: no binary on the PATH, no Docker engine that answers.');
};

export const describe = (source: JaegerSource): string =>
  source.by === 'binary' ? `the binary ${source.path}` : `containers of ${source.image}`;
