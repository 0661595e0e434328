// Addresses ⇄ pages. They are Jaeger's own, so a link works in both worlds.

export type Route =
  | { page: 'search'; params: URLSearchParams }
  | { page: 'trace'; traceId: string; params: URLSearchParams }
  | { page: 'compare'; before: string; after: string; params: URLSearchParams }
  | { page: 'dependencies'; params: URLSearchParams }
  | { page: 'sql'; params: URLSearchParams }
  | { page: 'lost-mail'; params: URLSearchParams }
  | { page: 'check'; lab: string; params: URLSearchParams }
  | { page: 'unknown'; path: string };

const ID = '[0-9a-fA-F]{1,32}';
const TRACE = new RegExp(`^/trace/(${ID})/?$`);
const COMPARE = new RegExp(`^/trace/(${ID})?\\.\\.\\.(${ID})?/?$`);

/** By number or by whole name; without either, all labs. */
const CHECK = /^\/check(?:\/(\d{1,2}(?:-[a-z0-9-]+)?))?\/?$/;

/** `1` is what one types, `01` is what it is called. */
const labOf = (text: string): string => text.replace(/^\d(?=-|$)/, '0$&');

const traceIdOf = (text: string): string => text.toLowerCase().padStart(32, '0');

export const routeOf = (path: string, search: string): Route => {
  const params = new URLSearchParams(search);
  const trace = TRACE.exec(path)?.[1];
  if (trace !== undefined) return { page: 'trace', traceId: traceIdOf(trace), params };
  const compare = COMPARE.exec(path);
  if (compare !== null)
    return {
      page: 'compare',
      before: compare[1] ? traceIdOf(compare[1]) : '',
      after: compare[2] ? traceIdOf(compare[2]) : '',
      params,
    };
  const check = CHECK.exec(path);
  if (check !== null) return { page: 'check', lab: labOf(check[1] ?? ''), params };
  switch (path.replace(/\/$/, '')) {
    case '':
    case '/search':
      return { page: 'search', params };
    case '/dependencies':
      return { page: 'dependencies', params };
    case '/sql':
      return { page: 'sql', params };
    case '/lost-mail':
      return { page: 'lost-mail', params };
    default:
      return { page: 'unknown', path };
  }
};
