import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Edit, Mistake } from './lab.ts';
import type { LabFolder } from './labs.ts';
import { listMistakes, MistakeError, materialize } from './mistakes.ts';

const FILE = 'order-service/tracing.ts';
let root = '';
let folder: LabFolder;

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'mistakes-'));
  const slug = '01-x';
  folder = { number: '01', slug, dir: join(root, 'labs', slug), solutionDir: join(root, 'solutions', slug) };
  await write(`solutions/${slug}/${FILE}`, "const name = 'order-service';\nsdk.start();\nsdk.start();\n");
  await write(`services/user-service/routes.ts`, 'export const routes = 1;\n');
  await write(
    `solutions/${slug}/mistakes/good/mistake.ts`,
    "export default { story: 's', cause: 'c', task: 1 };\n",
  );
  await write(`solutions/${slug}/mistakes/good/order-service/extra.ts`, 'export const extra = 1;\n');
});
after(() => rm(root, { recursive: true, force: true }));

const made = (mistake: Partial<Mistake>): Promise<string> =>
  materialize(root, folder, {
    id: 'good',
    dir: join(folder.solutionDir, 'mistakes', 'good'),
    mistake: { story: 's', cause: 'c', task: 1, ...mistake },
  });
const edit = (find: string, replace: string, ...files: string[]): Edit => ({
  files: files.length > 0 ? files : [FILE],
  find,
  replace,
});
const text = async (dir: string, file = FILE): Promise<string> => readFile(join(dir, file), 'utf8');

test('an edit is made in a copy, and the solution stays as it is', async () => {
  const dir = await made({ edits: [edit("'order-service'", "'x'")] });
  assert.match(await text(dir), /const name = 'x';/);
  assert.match(await text(folder.solutionDir), /const name = 'order-service';/);
});

test('several edits of one file build on each other', async () => {
  const dir = await made({ edits: [edit('const name', 'let name'), edit('let name =', 'let other =')] });
  assert.match(await text(dir), /^let other = /);
});

test('a dollar sign in the new text means nothing special', async () => {
  const dir = await made({ edits: [edit("'order-service'", '"$&$1"')] });
  assert.match(await text(dir), /const name = "\$&\$1";/);
});

test('a file the lab leaves alone is taken from the shop', async () => {
  const file = 'user-service/routes.ts';
  const dir = await made({ edits: [edit('= 1', '= 2', file)] });
  assert.equal(await text(dir, file), 'export const routes = 2;\n');
});

test('an edit whose text occurs never, or twice, is refused with the count', async () => {
  const refused = (find: string, count: number) =>
    assert.rejects(made({ edits: [edit(find, 'x')] }), (error: unknown) => {
      assert.ok(error instanceof MistakeError);
      assert.equal(
        error.message,
        `mistake good: "${find}" occurs ${count} times in ${FILE}, and once was due.`,
      );
      return true;
    });
  await refused('sdk.stop();', 0);
  await refused('sdk.start();', 2);
});

test('a file that is not there is a mistake of the mistake, told by its name', async () => {
  const file = 'order-service/nowhere.ts';
  await assert.rejects(made({ edits: [edit('a', 'b', file)] }), (error: unknown) => {
    assert.ok(error instanceof MistakeError, String(error));
    assert.match(error.message, /mistake good: there is no order-service\/nowhere\.ts/);
    return true;
  });
});

test('added files come along, and nothing of an earlier time stays', async () => {
  const first = await made({ adds: ['order-service/extra.ts'] });
  assert.equal(await text(first, 'order-service/extra.ts'), 'export const extra = 1;\n');
  const second = await made({ edits: [edit("'order-service'", "'x'")] });
  await assert.rejects(text(second, 'order-service/extra.ts'), /ENOENT/);
});

test('mistakes are listed by name, and one that exports nothing is refused', async () => {
  assert.deepEqual(
    (await listMistakes(folder)).map(one => [one.id, one.mistake.cause]),
    [['good', 'c']],
  );
  await write('solutions/02-y/mistakes/empty/mistake.ts', 'export {};\n');
  const other = { ...folder, solutionDir: join(root, 'solutions', '02-y') };
  await assert.rejects(listMistakes(other), (error: unknown) => error instanceof MistakeError);
  assert.deepEqual(await listMistakes({ ...folder, solutionDir: join(root, 'nowhere') }), []);
});
