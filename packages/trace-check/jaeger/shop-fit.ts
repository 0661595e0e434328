// Is the shop that runs the one to be checked? Pure: from what its services told to a complaint, or none.

import type { ServiceName } from '../launch/service.ts';
import type { ServiceLook } from './shop.ts';

export type Wanted = {
  /** `03` */
  number: string;
  /** What the shop must run first: `labs/03-spans`. Absent, where that is not asked. */
  parts: string | undefined;
  services: readonly ServiceName[];
};

const listed = (names: readonly (string | number)[]): string =>
  names.length < 2 ? String(names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const start = (number: string): string => `\`npm run lab ${number}\`, or \`LAB=${number} docker compose up\``;

const plural = (looks: ServiceLook[], one: string, many: string): string => (looks.length === 1 ? one : many);

const NOT_RUNNING = ({ number }: Wanted): string =>
  `Start it with ${start(number)}, then check again; if it runs on other ports, set the same port variables here. \`npm run check-lab ${number}\` without --jaeger starts its own services.`;

/** `labs/03-spans` → `lab 03`. */
const spokenParts = (parts: string[]): string => {
  const [first] = parts;
  if (first === undefined) return 'the finished shop';
  const [, lab] = /^labs\/(\d+)-/.exec(first) ?? [];
  return lab === undefined ? first : `lab ${lab}`;
};

export const complaintAboutShop = (looks: ServiceLook[], wanted: Wanted): string | undefined => {
  const needed = looks.filter(({ service }) => wanted.services.includes(service));
  const stranger = needed.find(({ state }) => state === 'stranger');
  if (stranger !== undefined)
    return `Port ${stranger.port} answers, but not as ${stranger.service} does: another program holds it. Stop that program. Or move the shop to other ports: README.md lists the variables, and the shop and this check need the same ones.`;
  const silent = needed.filter(({ state }) => state === 'silent');
  if (silent.length > 0)
    return `${listed(silent.map(one => one.service))} ${plural(silent, 'takes', 'take')} the connection and ${plural(silent, 'does', 'do')} not answer. A loop in it may never end. \`npm run check-lab ${wanted.number}\` starts its own services and names the line.`;
  const down = needed.filter(({ state }) => state === 'down');
  if (down.length > 0 && looks.every(({ state }) => state === 'down'))
    return `The shop does not run: nothing answers at the ports ${listed(looks.map(one => one.port))}. ${NOT_RUNNING(wanted)}`;
  if (down.length > 0)
    return `${listed(down.map(one => `${one.service} (port ${one.port})`))} ${plural(down, 'does', 'do')} not run, the rest of the shop does. The terminal of npm run lab says why, or \`docker compose logs ${down[0]?.service}\`. \`npm run check-lab ${wanted.number}\` starts its own services and names the cause.`;
  return complaintAboutParts(needed, wanted);
};

const complaintAboutParts = (needed: ServiceLook[], wanted: Wanted): string | undefined => {
  if (wanted.parts === undefined) return undefined;
  for (const look of needed) {
    if (look.state !== 'answers' || look.health.parts === undefined) continue;
    const { parts } = look.health;
    if (parts[0] === wanted.parts) continue;
    const asked = spokenParts([wanted.parts]);
    const next = wanted.parts.startsWith('labs/')
      ? `Stop it, and start ${start(wanted.number)}; then check again.`
      : `Through Jaeger a check judges the files that run. \`npm run check-lab ${wanted.number}\` without --jaeger runs what you name.`;
    return `The shop that runs is ${spokenParts(parts)}, and you asked for ${asked}. ${next}`;
  }
  return undefined;
};

/** Who went down, or was started anew, between two looks. */
export const changedBetween = (before: ServiceLook[], after: ServiceLook[]): string[] =>
  before.flatMap(first => {
    const then = after.find(({ service }) => service === first.service);
    if (first.state !== 'answers' || then === undefined) return [];
    if (then.state !== 'answers')
      return [`${first.service} ${then.state === 'silent' ? 'stopped answering' : 'went down'}`];
    const same = first.health.pid === then.health.pid && first.health.startedAtMs === then.health.startedAtMs;
    return same ? [] : [`${first.service} was started anew`];
  });
