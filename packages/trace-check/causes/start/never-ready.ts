import { lineWith } from '../../source/source.ts';
import { whereInStack } from '../../source/stack.ts';
import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const UNSETTLED = /unsettled top-level await at (\S+):(\d+)/;

export const neverReady: Cause = {
  id: 'never-ready',
  title: 'The service waits for something that never comes',
  family: 'start',
  seen: 'The service began, printed no error, and never listened on its port.',
  why: 'An `await` at the top of a file waits for a promise that nobody fulfills. The rest of the service is never reached.',
  fix: 'Look at every `await` outside of a function. `sdk.start()` needs none.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      const { startFailure, lines, service, crash, exitCalled } = down.process;
      const line = lines.find(text => UNSETTLED.test(text));
      // with nothing left to do but wait, Node ends the process: with 13, or with 0 before main.ts is reached
      const endedQuietly =
        startFailure?.reason === 'exited' && !crash && !exitCalled && lines.every(text => text === '');
      if (startFailure?.reason !== 'not-ready' && line === undefined && !endedQuietly) return [];
      const [, path, number] = UNSETTLED.exec(line ?? '') ?? [];
      const awaiting = down.sources.flatMap(source => lineWith(source, /^await /) ?? []);
      const where = path === undefined ? awaiting[0] : whereInStack([`at ${path}:${number}`], down.sources);
      return explainDown(down, symptoms, {
        saw: endedQuietly
          ? `${service} ended before it was ready, without a word.`
          : `${service} began, and never listened on its port.`,
        message: 'It waits for a promise that nobody fulfills.',
        ...(where ? { where } : {}),
        next: 'Look at each `await` outside of a function in the files of this service.',
      });
    }),
};
