// Bundles the pages with esbuild. It takes about 0.6 s; the result is kept under .workshop/view and made anew
// only when a source has changed.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { causeTexts } from './why/cause-texts-plugin.ts';

export type Asset = { type: string; body: Buffer; packed: Buffer; etag: string };
/** By the name under /view/: `main.js`, `trace-4F2A.js`, `main.css`. */
export type Assets = Map<string, Asset>;

const root = join(import.meta.dirname, '..', '..');
const kept = join(root, '.workshop', 'view');
const SOURCES = [
  'packages/trace-view',
  'packages/trace-model',
  'packages/trace-check/causes',
  'packages/trace-check/report/check-report.ts',
  'package-lock.json',
];
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const pack = promisify(gzip);

const filesOf = async (path: string): Promise<string[]> => {
  if (!existsSync(path)) return [];
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && !entry.name.includes('.test.'))
    .map(entry => join(entry.parentPath, entry.name));
};

const fingerprint = async (): Promise<string> => {
  const files = (await Promise.all(SOURCES.map(source => filesOf(join(root, source))))).flat().sort();
  const hash = createHash('sha1');
  for (const file of files) hash.update(relative(root, file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
};

const COMMON: BuildOptions = {
  absWorkingDir: root,
  entryPoints: [join(import.meta.dirname, 'app', 'main.tsx')],
  entryNames: 'main',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  jsx: 'automatic',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [causeTexts],
};

/**
 * Split by page, each page's styles come in a file of their own that nothing loads, and shared ones in several.
 * So the styles are bundled once more, unsplit: 32 kB for all pages.
 */
const joinStyles = async (folder: string): Promise<void> => {
  const whole = await build({ ...COMMON, outdir: folder, write: false });
  for (const name of await readdir(folder)) if (extname(name) === '.css') await rm(join(folder, name));
  for (const { path, contents } of whole.outputFiles)
    if (extname(path) === '.css') await writeFile(path, contents);
};

/** What is younger may be in the making, by another process with other sources. */
const OLD_AFTER_MS = 60_000;

const forgetOlder = async (): Promise<void> => {
  for (const name of await readdir(kept)) {
    const path = join(kept, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > OLD_AFTER_MS)
      await rm(path, { recursive: true, force: true });
  }
};

const bundle = async (to: string): Promise<void> => {
  const draft = `${to}.${process.pid}`;
  await build({ ...COMMON, outdir: draft, chunkNames: '[name]-[hash]', splitting: true });
  await joinStyles(draft);
  await mkdir(kept, { recursive: true });
  await rename(draft, to).catch(async () => {
    // another process was first; what it made is the same
    await rm(draft, { recursive: true, force: true });
  });
  await forgetOlder();
};

const load = async (folder: string): Promise<Assets> => {
  const assets: Assets = new Map();
  for (const name of await readdir(folder)) {
    const body = await readFile(join(folder, name));
    assets.set(name, {
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      body,
      packed: await pack(body, { level: 9 }),
      etag: `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"`,
    });
  }
  return assets;
};

export const viewAssets = async (): Promise<Assets> => {
  const folder = join(kept, await fingerprint());
  if (!existsSync(folder)) await bundle(folder);
  return load(folder);
};

if (import.meta.main) {
  const assets = await viewAssets();
  for (const [name, { body, packed }] of assets)
    console.log(
      `${name}  ${(body.length / 1000).toFixed(1)} kB, ${(packed.length / 1000).toFixed(1)} kB gzipped`,
    );
}
