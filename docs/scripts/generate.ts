// Writes docs/.generated from what the rest of the project says of itself, so that no lesson repeats it by hand:
// a page for each cause of the checker's catalog, the labs that stand, and the code regions the lessons show.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CauseInfo, causePages } from './cause-pages.ts';
import { type CodeRegion, cutRegion, regionKey, regionsUsed } from './code-regions.ts';

const docs = join(import.meta.dirname, '..');
const root = join(docs, '..');
const out = join(docs, '.generated');

/** Unchanged files keep their time stamps, so the bundler's cache stays warm. */
const write = (path: string, text: string): void => {
  const file = join(out, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const lessonFiles = readdirSync(join(docs, 'lessons')).filter(name => name.endsWith('.mdx'));
const lessons = lessonFiles.map(name => ({
  id: name.replace(/\.mdx$/, ''),
  text: readFileSync(join(docs, 'lessons', name), 'utf8'),
}));
const titles = new Map(lessons.map(({ id, text }) => [id, /^title: (.+)$/m.exec(text)?.[1] ?? id]));

const catalog: { CATALOG: CauseInfo[] } = await import(join(root, 'packages/trace-check/catalog.ts'));
// the catalog may name a lesson by its address
const causes = catalog.CATALOG.map(cause =>
  cause.lesson === undefined ? cause : { ...cause, lesson: cause.lesson.replace(/^\/lessons\//, '') },
);
const { pages, sidebar } = causePages(causes, titles);
const stale = new Set(existsSync(join(out, 'causes')) ? readdirSync(join(out, 'causes')) : []);
for (const page of pages) {
  write(`causes/${page.path}`, page.text);
  stale.delete(page.path);
}
for (const name of stale) rmSync(join(out, 'causes', name));
write('causes-sidebar.json', JSON.stringify(sidebar, null, 2));

// the explorer's cards say what the checker says; the whole catalog is too much for every lesson
const { EXPLANATIONS }: { EXPLANATIONS: Record<string, { cause?: string }> } = await import(
  join(root, 'packages/trace-view/why/explanations.ts')
);
const spoken = new Set(Object.values(EXPLANATIONS).map(({ cause }) => cause));
const texts = Object.fromEntries(
  catalog.CATALOG.filter(({ id }) => spoken.has(id)).map(({ id, title, why, fix }) => [
    id,
    { id, title, why, fix },
  ]),
);
write('cause-texts.js', `export const CAUSE_TEXTS = ${JSON.stringify(texts, null, 2)};\n`);

const standing = readdirSync(join(root, 'labs')).filter(name =>
  existsSync(join(root, 'labs', name, 'lab.ts')),
);
write('labs.json', JSON.stringify(standing.sort()));

const regions: Record<string, CodeRegion> = {};
for (const { id, text } of lessons)
  for (const use of regionsUsed(text)) {
    const file = join(root, use.file);
    if (!existsSync(file)) throw new Error(`lessons/${id}.mdx shows ${use.file}, which does not exist.`);
    regions[regionKey(use)] = cutRegion(readFileSync(file, 'utf8'), use);
  }
write('regions.json', JSON.stringify(regions, null, 2));
