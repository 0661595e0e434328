// The explorer's pages: one HTML page at each of Jaeger's addresses, and what it loads from /view/.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Assets, viewAssets } from '#trace-view/build.ts';
import { metaNameOf, PORT_NAMES, type PortName } from '#trace-view/words/ports.ts';

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** One trace, or two with three dots between them, of which either may still be missing. */
const ID = '[0-9a-fA-F]{1,32}';
const PAGES = new RegExp(
  `^/$|^/(search|dependencies|sql|lost-mail|check(/\\d{1,2}(-[a-z0-9-]+)?)?|trace/(${ID}|(${ID})?\\.\\.\\.(${ID})?))/?$`,
);

/** The page for the data of one trace is asked for while the code still loads. */
const preloadOf = (path: string): string => {
  const trace = /^\/trace\/([0-9a-f]{1,32})$/i.exec(path)?.[1];
  return trace === undefined
    ? ''
    : `<link rel="preload" as="fetch" crossorigin="anonymous" href="/api/view/traces/${trace.toLowerCase().padStart(32, '0')}">`;
};

const pageNameOf = (path: string): string => {
  if (path.startsWith('/trace/')) return path.includes('...') ? 'compare' : 'trace';
  if (path.startsWith('/check')) return 'check';
  return path.replaceAll('/', '') || 'search';
};

/** The code of the page and what it imports come along with main.js, not one after the other. */
const modulesOf = (path: string, assets: Assets): string => {
  const prefix = `${pageNameOf(path)}-page-`;
  const page = [...assets].find(([name]) => name.startsWith(prefix) && name.endsWith('.js'));
  if (page === undefined) return '';
  const [name, { body }] = page;
  const imported = [...body.toString().matchAll(/(?:from|import)"\.\/(chunk-[\w.-]+\.js)"/g)].map(
    ([, chunk]) => chunk,
  );
  return [name, ...new Set(imported)]
    .map(module => `<link rel="modulepreload" href="/view/${module}">`)
    .join('\n');
};

/** What is not known has its usual number. */
export type PagePorts = Partial<Record<PortName, number>>;

const portsOf = (ports: PagePorts): string =>
  PORT_NAMES.filter(name => ports[name] !== undefined)
    .map(name => `<meta name="${metaNameOf(name)}" content="${ports[name]}">`)
    .join('\n');

const pageFor = (path: string, ports: PagePorts, assets: Assets): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Traces</title>
${portsOf(ports)}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/view/main.css">
<script type="module" src="/view/main.js"></script>
${preloadOf(path)}
${modulesOf(path, assets)}
</head>
<body class="explorer">
<div id="root"></div>
<noscript>These pages need JavaScript. The data can be read without: <a href="/api/v3/services">/api/v3/services</a>.</noscript>
</body>
</html>
`;

export type ViewPages = {
  /** True when the address was one of the explorer's. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** A person who mistyped an address gets a page with the way back; a program gets false. */
  nothingHere(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
};

/** `ports` is asked for each page: some open after the first page could be sent. */
export const viewPages = (ports: () => PagePorts = () => ({})): ViewPages => {
  let assets: Promise<Assets> | undefined;
  const load = (): Promise<Assets> => {
    assets ??= viewAssets().catch((error: unknown) => {
      assets = undefined;
      throw error;
    });
    return assets;
  };
  // bundled while the first services start, so nobody waits for it
  load().catch(() => undefined);
  const sendPage = async (
    status: number,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    // without them the page still says what is wrong, when it asks for its code
    const known = await load().catch((): Assets => new Map());
    const body = pageFor(path, ports(), known);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  return {
    answer: async (path, request, response) => {
      const name = /^\/view\/([\w.-]+)$/.exec(path)?.[1];
      if (name !== undefined) {
        const asset = (await load()).get(name);
        if (asset === undefined) return false;
        // main.js and main.css keep their names, so they are asked about each time; the others never change
        const lasting = /-[A-Z0-9]{8}\.js$/.test(name);
        response.setHeader('cache-control', lasting ? 'max-age=31536000, immutable' : 'no-cache');
        response.setHeader('etag', asset.etag);
        if (request.headers['if-none-match'] === asset.etag) {
          response.writeHead(304).end();
          return true;
        }
        const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
        const body = packed ? asset.packed : asset.body;
        response.writeHead(200, {
          'content-type': asset.type,
          'content-length': body.length,
          ...(packed ? { 'content-encoding': 'gzip' } : {}),
        });
        response.end(request.method === 'HEAD' ? undefined : body);
        return true;
      }
      if (!PAGES.test(path)) return false;
      await sendPage(200, path, request, response);
      return true;
    },
    nothingHere: async (path, request, response) => {
      const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? '');
      if (!wantsPage || /^\/(api|view|v1)\//.test(path)) return false;
      await sendPage(404, path, request, response);
      return true;
    },
  };
};
