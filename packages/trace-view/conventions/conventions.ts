// The names OpenTelemetry's semantic conventions share: what each stands for, and which were called otherwise before.

import { CODE } from './code.ts';
import type { Convention } from './convention.ts';
import { DATABASE } from './database.ts';
import { FAILURE } from './failure.ts';
import { HTTP } from './http.ts';
import { MESSAGING } from './messaging.ts';
import { NETWORK } from './network.ts';
import { RESOURCE } from './resource.ts';

const KNOWN = new Map<string, Convention>(
  [HTTP, NETWORK, DATABASE, MESSAGING, FAILURE, RESOURCE, CODE].flatMap(group => Object.entries(group)),
);

/** Old name → new name. */
export const OLD_NAMES: ReadonlyMap<string, string> = new Map(
  Array.from(KNOWN, ([name, { was = [] }]) => was.map(old => [old, name] as const)).flat(),
);

export type Explained = {
  says: string;
  type: Convention['type'];
  /** The name to use instead. */
  nowCalled?: string;
  /** The names it had before. */
  was: readonly string[];
};

/** Headers have a name of their own each: http.request.header.<name>. */
const HEADER = /^http\.(request|response)\.header\.(.+)$/;

export const conventionOf = (key: string): Explained | undefined => {
  const now = OLD_NAMES.get(key);
  const known = KNOWN.get(now ?? key);
  if (known !== undefined)
    return {
      says: known.says,
      type: known.type,
      was: known.was ?? [],
      ...(now === undefined ? {} : { nowCalled: now }),
    };
  const header = HEADER.exec(key);
  if (header === null) return undefined;
  const [, side, name] = header;
  return {
    says: `The header “${name}” of the ${side === 'request' ? 'request' : 'answer'}.`,
    type: 'string[]',
    was: [],
  };
};
