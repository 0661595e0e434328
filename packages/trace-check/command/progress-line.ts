// One line that says what a check is doing, on a terminal only, gone when the report comes.

import type { WriteStream } from 'node:tty';
import type { ServiceName } from '../launch/service.ts';
import type { Stage } from '../session.ts';

/** After this long a person wonders; the line then says how long it has been. */
const WONDER_MS = 2_000;

const SAYS: Record<Stage, (services: ServiceName[]) => string> = {
  looking: () => 'Looking at the shop and its Jaeger',
  starting: services => `Starting ${services.join(', ')}`,
  asking: () => 'Asking the shop',
  gathering: () => 'Reading the traces',
  stopping: () => 'Stopping the services',
};

export type ProgressLine = { show(stage: Stage, services: ServiceName[]): void; clear(): void };

export const progressLine = (stream: Pick<WriteStream, 'write' | 'isTTY'>, wanted: boolean): ProgressLine => {
  if (!wanted || !stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    clearInterval(timer);
    stream.write('\r\x1b[K');
  };
  return {
    clear,
    show: (stage, services) => {
      clear();
      const from = performance.now();
      const text = SAYS[stage](services);
      stream.write(`  ${text} …`);
      timer = setInterval(
        () => stream.write(`\r\x1b[K  ${text} … ${Math.round((performance.now() - from) / 1000)} s`),
        WONDER_MS / 2,
      );
      timer.unref();
    },
  };
};
