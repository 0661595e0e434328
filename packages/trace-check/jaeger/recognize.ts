// Who answers at an address: the trace store, a Jaeger (and which of its APIs), something else, or nobody.

import { ANSWERS_WITHIN_MS, type Answer, ask, isObject, type Silence } from './ask.ts';

export type Server =
  | { is: 'store' }
  | {
      is: 'jaeger';
      version: string | undefined;
      /** Searches /api/v3. Jaeger 1 had the pages and the older API alone. */
      v3: boolean;
      /** /api/v3 can search by attributes, as of the version that has trace summaries. */
      attributes: boolean;
      /** /api/services and /api/traces?…, gone after 2.20. */
      older: boolean;
    }
  | { is: 'nobody'; why: Silence; code: string }
  | { is: 'other'; what: string; takesSpans?: true };

/** A search without a time is refused in words only Jaeger has. */
const refusesSearch = (answer: Answer): boolean =>
  answer.kind === 'json' &&
  answer.status === 400 &&
  isObject(answer.body) &&
  isObject(answer.body.error) &&
  typeof answer.body.error.httpCode === 'number';

const listsOlder = (answer: Answer): boolean =>
  answer.kind === 'json' &&
  answer.status === 200 &&
  isObject(answer.body) &&
  ['data', 'total', 'errors'].every(key => isObject(answer.body) && key in answer.body);

const isStore = (answer: Answer): boolean =>
  answer.kind === 'json' && answer.status === 200 && isObject(answer.body) && 'lostMail' in answer.body;

/** Jaeger's page carries `JAEGER_VERSION = {"gitCommit":…,"gitVersion":"v2.13.0",…}`. */
const versionInPage = (html: string): string | undefined => /"gitVersion"\s*:\s*"v?([^"]+)"/.exec(html)?.[1];

const titleOf = (html: string): string | undefined => /<title>\s*([^<]*?)\s*<\/title>/i.exec(html)?.[1];

const wantsLogin = (answer: Answer): boolean =>
  answer.kind !== 'silence' && (answer.status === 401 || answer.status === 403);

const describeOther = (page: Answer, api: Answer): string => {
  if (wantsLogin(api) || wantsLogin(page)) return 'a server that wants a login';
  const title = page.kind === 'text' ? titleOf(page.text) : undefined;
  if (title) return `a page named "${title.slice(0, 60)}"`;
  if (api.kind === 'json' && isObject(api.body) && isObject(api.body.error) && 'code' in api.body.error)
    return 'a service of the shop';
  return api.kind === 'json' || page.kind === 'json'
    ? 'a server that speaks JSON of another kind'
    : 'a web server of another kind';
};

/** Nothing to read there, and it takes deliveries: an intake on a port of its own. */
const takesSpans = (answer: Answer): boolean => answer.kind !== 'silence' && answer.status === 405;

export const recognize = async (base: string, within = ANSWERS_WITHIN_MS): Promise<Server> => {
  const look = (path: string): Promise<Answer> => ask(`${base}${path}`, { within });
  const [search, mail] = await Promise.all([look('/api/v3/traces'), look('/api/lost-mail')]);
  if (search.kind === 'silence') return { is: 'nobody', why: search.why, code: search.code };
  // asked no further: the store builds its pages when somebody first wants one
  if (isStore(mail)) return { is: 'store' };
  const [summaries, services, page, intake] = await Promise.all([
    look('/api/v3/trace-summaries'),
    look('/api/services'),
    look('/'),
    look('/v1/traces'),
  ]);
  const v3 = refusesSearch(search);
  const older = listsOlder(services);
  if (v3 || older) {
    const version = page.kind === 'text' ? versionInPage(page.text) : undefined;
    return { is: 'jaeger', version, v3, attributes: refusesSearch(summaries), older };
  }
  return {
    is: 'other',
    what: describeOther(page, search),
    ...(takesSpans(intake) ? { takesSpans: true } : {}),
  };
};

const SILENT: Record<Silence, (base: string) => string> = {
  refused: base => `Nothing listens at ${base}.`,
  'unknown-host': base => `The name in ${base} is not known on this machine.`,
  unreachable: base => `There is no way from this machine to ${base}.`,
  'no-answer': base =>
    `${base} takes the connection and did not answer within ${ANSWERS_WITHIN_MS / 1000} s.`,
  'broken-off': base => `${base} broke the connection off instead of answering.`,
  'not-http': base => `What listens at ${base} does not speak HTTP.`,
  'plain-not-tls': base => `${base} does not speak TLS.`,
  certificate: base => `The certificate of ${base} is not one this machine trusts.`,
};

const plain = (base: string): string => base.replace(/^https:/, 'http:');
const tls = (base: string): string => base.replace(/^http:/, 'https:');

const NEXT: Record<Silence, (base: string) => string> = {
  refused: () =>
    'Start Jaeger with docker compose up, or the trace store with npm start; a Jaeger that is starting needs a moment. Then check again.',
  'unknown-host': () => 'Look at the address: on this machine it is http://localhost:16686.',
  unreachable: () => 'Look at the address, the network and the firewall.',
  'no-answer': () =>
    'It may be starting, stopped half-way or out of memory. Look at it (docker compose ps, docker compose logs jaeger), start it anew, and check again.',
  'broken-off': base =>
    base.startsWith('http:')
      ? `It may be starting, or it wants TLS: then the address is ${tls(base)}.`
      : 'It may be starting. Check again in a moment.',
  'not-http': base =>
    `Look at the port; Jaeger's pages are at 16686. If it wants TLS, the address is ${tls(base)}.`,
  'plain-not-tls': base => `Write http in place of https: ${plain(base)}.`,
  certificate: base => `Let Node trust it with NODE_EXTRA_CA_CERTS=file.pem, or use ${plain(base)}.`,
};

/** Two or three sentences: what is there, and what to do. Nothing, where traces can be read. */
export const complaintAbout = (server: Server, base: string): string | undefined => {
  if (server.is === 'nobody') return `${SILENT[server.why](base)} ${NEXT[server.why](base)}`;
  if (server.is !== 'other') return undefined;
  if (server.takesSpans)
    return `${base} takes spans; traces are not read there. --jaeger needs the address of Jaeger's pages, such as http://localhost:16686.`;
  return `${base} is ${server.what}, and not Jaeger. Look at the port: Jaeger's pages are at 16686 where nobody moved them.`;
};

export const describeServer = (server: Server): string => {
  switch (server.is) {
    case 'store':
      return "the workshop's trace store";
    case 'jaeger':
      return `Jaeger${server.version ? ` ${server.version}` : ''}`;
    case 'other':
      return server.what;
    case 'nobody':
      return 'nothing runs there';
  }
};
