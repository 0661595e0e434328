import { watch } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Examined, Machine, Problem } from './problem.ts';

const NOTICED_WITHIN_MS = 1_000;

const notices = async (folder: string): Promise<string> => {
  const noticed = Promise.withResolvers<string>();
  const watcher = watch(folder, () => noticed.resolve('yes'));
  watcher.once('error', error => noticed.resolve(error.message));
  const stopped = new AbortController();
  try {
    await writeFile(join(folder, 'saved.ts'), '1');
    const late = pause(NOTICED_WITHIN_MS, 'no', { signal: stopped.signal }).catch(() => 'no');
    return await Promise.race([noticed.promise, late]);
  } finally {
    stopped.abort();
    watcher.close();
  }
};

const problemFor = (answer: string): Problem => ({
  level: 'warn',
  code: 'no-file-events',
  message:
    answer === 'no'
      ? 'A saved file gave no event; shared folders and some containers are like that. The lab then looks at its files twice a second instead.'
      : `Files can't be watched (${answer}). The lab then looks at its files twice a second instead.`,
  fix: answer.includes('ENOSPC')
    ? 'Nothing needs to be done. To have events: sudo sysctl fs.inotify.max_user_watches=524288'
    : 'Nothing needs to be done. To have events, keep the workshop on a local disk.',
});

export const examineWatching = async ({ root }: Machine): Promise<Examined> => {
  const parent = join(root, '.workshop');
  try {
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, 'watch-test-'));
    const answer = await notices(folder).catch((error: unknown) => String(error));
    await rm(folder, { recursive: true, force: true });
    const works = answer === 'yes';
    return {
      title: 'File watching',
      seen: works ? 'works' : 'by looking twice a second',
      problems: works ? [] : [problemFor(answer)],
    };
  } catch {
    return { title: 'File watching', seen: 'not tried: the folder is not writable', problems: [] };
  }
};
