// One request in, one answer out. Reads files, holds no socket.

import { existsSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join, sep } from 'node:path';
import type { FileAnswer } from './file-answer.ts';
import { findFile } from './find-file.ts';
import type { SiteState } from './site-state.ts';
import { waitingPage } from './waiting-page.ts';

export type Answer = { status: number; headers: Record<string, string>; body: Buffer | string };
export type Site = {
  folder: string;
  state(): SiteState;
  read(file: string): FileAnswer;
};

const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // the pages need nothing from elsewhere, so nothing from elsewhere can get in
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
};
const HTML = 'text/html; charset=utf-8';

const plain = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...COMMON, 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: `${text}\n`,
});

/** Other names in the Host header mean that a page elsewhere has pointed its own name at this machine. */
const LOCAL = /^(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const wants = (headers: IncomingHttpHeaders, coding: string): boolean =>
  (headers['accept-encoding'] ?? '').split(',').some(each => {
    const [name, quality] = each.trim().split(/\s*;\s*q=/i);
    return name === coding && Number(quality ?? 1) > 0;
  });

const holds = (headers: IncomingHttpHeaders, etag: string): boolean =>
  (headers['if-none-match'] ?? '').split(',').some(each => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === etag || tag === '*';
  });

const fileAs = (site: Site, file: string, status: number, request: IncomingHttpHeaders): Answer => {
  const { type, etag, plain, brotli } = site.read(file);
  // names under assets/ hold a hash of what is in them, so they never change
  const forever = file.includes(`${sep}assets${sep}`);
  const headers = {
    ...COMMON,
    etag,
    vary: 'accept-encoding',
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (status === 200 && holds(request, etag)) return { status: 304, headers, body: '' };
  return brotli !== undefined && wants(request, 'br')
    ? { status, headers: { ...headers, 'content-type': type, 'content-encoding': 'br' }, body: brotli }
    : { status, headers: { ...headers, 'content-type': type }, body: plain };
};

export const answerTo = (
  { method = 'GET', url = '/', headers }: { method?: string; url?: string; headers: IncomingHttpHeaders },
  site: Site,
): Answer => {
  if (!LOCAL.test(headers.host ?? ''))
    return plain(
      403,
      'The lessons answer to localhost only. Open them as http://localhost with the port shown by npm start.',
    );
  if (method !== 'GET' && method !== 'HEAD')
    return plain(405, 'The lessons can be read, not written.', { allow: 'GET, HEAD' });

  const path = url.split(/[?#]/, 1)[0] ?? '/';
  if (!existsSync(join(site.folder, 'index.html')))
    return {
      status: 503,
      headers: { ...COMMON, 'content-type': HTML, 'retry-after': '2', 'cache-control': 'no-store' },
      body: waitingPage(site.state()),
    };

  const found = findFile(site.folder, path);
  if (found.kind === 'file') return fileAs(site, found.file, 200, headers);
  if (found.kind === 'moved') return plain(308, `Moved to ${found.to}`, { location: found.to });
  const notFound = join(site.folder, '404.html');
  return existsSync(notFound) ? fileAs(site, notFound, 404, headers) : plain(404, 'There is no such page.');
};
