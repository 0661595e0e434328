// The lessons at a port: there from the first moment, complete as soon as they can be.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFailed, build, generate } from './build.ts';
import { fileAnswers } from './file-answer.ts';
import { install, isInstalled } from './install.ts';
import { serveLessons } from './server.ts';
import { inWords, type SiteState } from './site-state.ts';
import { builtFrom, sourcesHash } from './sources.ts';
import { inTurn } from './turn.ts';

export type LessonSite = {
  url: string;
  port: number;
  state(): SiteState;
  /** Called on every change; gives back what ends the calls. */
  onChange(listener: (state: SiteState) => void): () => void;
  /** Resolves when the lessons are ready or have failed. */
  settled: Promise<SiteState>;
  close(): Promise<void>;
};

export type LessonSiteOptions = {
  /** The folder that holds docs/. */
  root: string;
  /** 0 takes any free one. */
  port?: number;
  host?: string;
  log?(line: string): void;
};

export const lessonSite = async ({
  root,
  port = 3000,
  host = '127.0.0.1',
  log = () => {},
}: LessonSiteOptions): Promise<LessonSite> => {
  const docs = join(root, 'docs');
  const folder = join(docs, 'build');
  const readable = (): boolean => existsSync(join(folder, 'index.html'));
  const listeners = new Set<(state: SiteState) => void>();
  const stopping = new AbortController();
  const { signal } = stopping;

  let current: SiteState = { state: 'checking', readable: readable() };
  const become = (next: SiteState): void => {
    current = next;
    log(`lessons: ${inWords(next)}`);
    for (const listener of listeners) listener(next);
  };

  const bringUpToDate = async (): Promise<void> => {
    await generate(docs, signal);
    const hash = sourcesHash(docs);
    if (builtFrom(folder) === hash) return;
    if (!isInstalled(docs)) {
      const result = await install(docs, signal, step =>
        become({ state: 'installing', step, readable: readable() }),
      );
      if (!result.ok)
        return become({ state: 'failed', message: result.message, next: result.next, readable: readable() });
    }
    become({ state: 'building', step: 'step 2 of 2: building the pages', readable: readable() });
    await build(docs, hash, signal);
  };

  const prepare = async (): Promise<SiteState> => {
    try {
      let toldOf = 0;
      await inTurn(
        join(root, '.workshop', 'lessons.turn'),
        signal,
        pid => {
          if (pid === toldOf) return;
          toldOf = pid;
          const step = `another program (${pid}) is preparing the lessons; waiting for it`;
          become({ state: 'waiting', step, readable: readable() });
        },
        bringUpToDate,
      );
      if (current.state !== 'failed') become({ state: 'ready', readable: true });
    } catch (error) {
      if (!signal.aborted) {
        const reason = error instanceof Error ? error.message : String(error);
        become({
          state: 'failed',
          message: error instanceof BuildFailed ? `The lessons could not be built. ${reason}` : reason,
          next: 'To see all of it: cd docs && npm run build.',
          readable: readable(),
        });
      }
    }
    return current;
  };

  const server = await serveLessons({ folder, state: () => current, read: fileAnswers() }, port, host);
  const settled = prepare();
  return {
    url: `http://localhost:${server.port}`,
    port: server.port,
    state: () => current,
    onChange: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    settled,
    close: async () => {
      stopping.abort();
      await server.close();
      await settled;
    },
  };
};
