// What `npm run lab 01` says: first the lab, then each thing that happens, one line after the other.

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import pc from 'picocolors';
import { labProgress, type Progress } from '#trace-check/progress.ts';
import type { BackendChange } from '../machine/watch-backend.ts';
import type { Ports } from '../machine/workshop-ports.ts';
import type { KeepEvent } from './keep-service.ts';
import type { LabEntry } from './lab-list.ts';
import { plainError } from './plain-error.ts';

const shownPath = (root: string, dir: string, file: string): string => relative(root, join(dir, file));

export const heading = (root: string, { folder, lab }: LabEntry, progress: Progress): string[] => {
  const { passedTasks } = labProgress(progress, folder.slug);
  const readme = existsSync(join(folder.dir, 'README.md'))
    ? [`  Open   ${shownPath(root, folder.dir, 'README.md')}`]
    : [];
  return [
    '',
    `  ${pc.bold(`Lab ${folder.number} · ${lab.title}`)}   about ${lab.minutes} minutes`,
    `  ${lab.goal}`,
    '',
    ...readme,
    ...lab.parts.map(
      (part, index) => `  ${index === 0 ? 'Edit' : '    '}   ${pc.cyan(shownPath(root, folder.dir, part))}`,
    ),
    '',
    ...lab.tasks.map(
      ({ id, title }) =>
        `  ${passedTasks.includes(id) ? pc.green('✓ done ') : pc.dim('○ to do')}  ${id}. ${title}`,
    ),
    '',
  ];
};

export const whereItRuns = (
  ports: Ports,
  { lab, folder }: LabEntry,
  backend: string,
  lessonsRun: boolean,
): string[] => [
  '',
  `  shop     http://localhost:${ports['api-gateway']}`,
  `  traces   http://localhost:${ports.ui}  (${backend})`,
  lessonsRun
    ? `  lesson   http://localhost:${ports.lessons}${lab.lesson}`
    : `  lesson   npm start, in another terminal, serves it at http://localhost:${ports.lessons}${lab.lesson}`,
  '',
  `  Save a file, and its service starts anew. To check your work, in another terminal: ${pc.cyan(`npm run check-lab ${folder.number}`)}`,
  '  Ctrl-C stops the lab.',
  '',
];

const OPENINGS = {
  exited: 'did not start.',
  'not-ready': 'started but does not answer. Something in it never ends, or waits for ever.',
  'ended-later': 'has ended.',
} as const;

const clock = (now: Date): string => pc.dim(now.toTimeString().slice(0, 8));

export const eventWords = (event: KeepEvent, root: string, folder: string, now = new Date()): string[] => {
  if (event.now === 'ready') {
    const seconds = (event.ms / 1000).toFixed(1);
    return [
      `  ${clock(now)} ${pc.green('●')} ${event.service} ${event.anew ? 'runs on the new file' : 'is ready'} (${seconds} s)`,
    ];
  }
  const { place, code, reason } = plainError(event.lines, root, folder);
  const silent = event.reason === 'not-ready' && event.lines.every(line => line.startsWith('{'));
  return [
    `  ${clock(now)} ${pc.red('✗')} ${event.service} ${OPENINGS[event.reason]}`,
    ...(place ? [`      ${pc.bold(place)}`] : []),
    ...code.map(line => `      ${pc.dim('│')} ${line}`),
    ...(silent ? [] : [`      ${reason}`]),
    '      Mend it and save: it starts again by itself.',
  ];
};

/** Of a Jaeger that is not ours: the SDK says nothing when its spans get lost. */
export const backendWords = ({ now }: BackendChange, port: number, when = new Date()): string[] =>
  now === 'back'
    ? [
        `  ${clock(when)} ${pc.green('●')} Port ${port} answers again, and traces arrive there. Older traces may be gone.`,
      ]
    : [
        `  ${clock(when)} ${pc.red('✗')} The backend at port ${port} no longer answers. Spans made now are lost.`,
        '      Start the backend again, and the lab goes on. Or stop the lab and start it again: it then brings its own trace store.',
      ];
