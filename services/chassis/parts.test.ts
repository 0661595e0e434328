import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { loadPart, PartError } from './parts.ts';

type Part = { greet(): string };

const withFolder = async (
  files: Record<string, string>,
  use: (dir: string) => Promise<void>,
): Promise<void> => {
  const dir = await mkdtemp(join(tmpdir(), 'parts-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await writeFile(join(dir, file), text);
    }
    await use(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
};

test('the first folder that has a part wins', async () => {
  await withFolder(
    {
      'a/order-service/greet.ts': "export const greet = (): string => 'a';",
      'b/order-service/greet.ts': "export const greet = (): string => 'b';",
    },
    async dir => {
      const config = {
        ...readConfig('order-service', {}),
        partDirs: [join(dir, 'none'), join(dir, 'a'), join(dir, 'b')],
      };
      const part = await loadPart<Part>(config, 'greet.ts', ['greet']);
      assert.equal(part.greet(), 'a');
    },
  );
});

test('where no folder has it, the shop uses its own', async () => {
  const own = await loadPart<{ readOrderRequest: unknown }>(
    readConfig('order-service', {}),
    'order-request.ts',
    ['readOrderRequest'],
  );
  assert.equal(typeof own.readOrderRequest, 'function');
});

test('a part without the export it must have is refused, with what it has', async () => {
  await withFolder(
    { 'order-service/greet.ts': 'export const hello = 1; export const bye = 2;' },
    async dir => {
      const config = { ...readConfig('order-service', {}), partDirs: [dir] };
      await assert.rejects(loadPart<Part>(config, 'greet.ts', ['greet']), (error: unknown) => {
        assert.ok(error instanceof PartError);
        assert.match(error.message, /greet\.ts does not export greet\. It exports bye, hello\.$/);
        return true;
      });
    },
  );
});

test('a part nobody has is named', async () => {
  await assert.rejects(
    loadPart(readConfig('order-service', {}), 'nothing.ts', []),
    /order-service has no part nothing\.ts/,
  );
});
