import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COURSE } from './course.ts';

const docs = join(import.meta.dirname, '..');
const standing = readdirSync(join(docs, '../labs')).filter(name =>
  existsSync(join(docs, '../labs', name, 'lab.ts')),
);
const planned = COURSE.flatMap(part => part.labs);

test('every lab that stands is on the course map, and has its lesson', () => {
  for (const slug of standing) {
    const lab = planned.find(each => each.slug === slug);
    assert.ok(lab, `labs/${slug} is not in docs/src/course.ts`);
    assert.ok(lab.lesson, `labs/${slug} has no lesson in docs/src/course.ts`);
    assert.ok(
      existsSync(join(docs, 'lessons', `${lab.lesson}.mdx`)),
      `docs/lessons/${lab.lesson}.mdx is missing`,
    );
  }
});

test('the labs are numbered without a gap, in the order of the map', () => {
  assert.deepEqual(
    planned.map(lab => Number(lab.slug.slice(0, 2))),
    planned.map((_, index) => index + 1),
  );
});
