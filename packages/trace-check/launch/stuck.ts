// Where a service that no longer answers is busy. Node opens its inspector on SIGUSR1 even in the middle
// of an endless loop; pausing it there tells the line.

import { crowding } from './crowding.ts';

const OPENS_WITHIN_MS = 1_500;
const PAUSES_WITHIN_MS = 700;
const LISTENING = /Debugger listening on (ws:\/\/\S+)/;

export type Stack = { path: string; line: number }[];

type Frame = { location: { scriptId: string; lineNumber: number } };
type InspectorMessage =
  | { method: 'Debugger.scriptParsed'; params: { scriptId: string; url: string } }
  | { method: 'Debugger.paused'; params: { callFrames: Frame[] } }
  | { method?: undefined };

const pauseAt = (address: string): Promise<Stack | undefined> =>
  new Promise(resolve => {
    const socket = new WebSocket(address);
    const scripts = new Map<string, string>();
    const done = (stack: Stack | undefined): void => {
      clearTimeout(limit);
      socket.close();
      resolve(stack);
    };
    // an idle service runs no code, so there is nothing to pause
    const limit = setTimeout(() => done(undefined), PAUSES_WITHIN_MS * crowding());
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ id: 1, method: 'Debugger.enable' }));
      socket.send(JSON.stringify({ id: 2, method: 'Debugger.pause' }));
    });
    socket.addEventListener('error', () => done(undefined));
    socket.addEventListener('message', event => {
      const message: InspectorMessage = JSON.parse(String(event.data));
      if (message.method === 'Debugger.scriptParsed')
        scripts.set(message.params.scriptId, message.params.url.replace(/^file:\/\//, ''));
      else if (message.method === 'Debugger.paused')
        done(
          message.params.callFrames.map(({ location }) => ({
            path: scripts.get(location.scriptId) ?? '',
            line: location.lineNumber + 1,
          })),
        );
    });
  });

/** `onLine` calls back with what the service prints, where node announces the inspector's address. */
export const whereStuck = async (
  pid: number,
  onLine: (listen: (line: string) => void) => () => void,
): Promise<Stack | undefined> => {
  const opened = Promise.withResolvers<string | undefined>();
  const off = onLine(line => {
    const address = LISTENING.exec(line)?.[1];
    if (address) opened.resolve(address);
  });
  const limit = setTimeout(() => opened.resolve(undefined), OPENS_WITHIN_MS * crowding());
  try {
    process.kill(pid, 'SIGUSR1');
  } catch {
    // it ended in this very moment, or this is a system without the signal
    opened.resolve(undefined);
  }
  const address = await opened.promise;
  clearTimeout(limit);
  off();
  return address === undefined ? undefined : pauseAt(address);
};
