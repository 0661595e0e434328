// What answers at the traces port: the workshop's own store, Jaeger, something else, or nothing.

export type Backend =
  | { kind: 'none' }
  | { kind: 'store' }
  | { kind: 'jaeger'; version: string | undefined; v3: boolean }
  | { kind: 'other'; what: string };

const ANSWER_WITHIN_MS = 2_000;

const ask = async (url: string): Promise<{ status: number; text: string; type: string } | undefined> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, text: await answer.text(), type };
  } catch {
    return undefined;
  }
};

const isJson = (answer: { status: number; type: string } | undefined): boolean =>
  answer?.status === 200 && answer.type.includes('json');

/** Jaeger's page carries `JAEGER_VERSION = {"gitCommit":…,"gitVersion":"v2.13.0",…}`. */
export const versionInPage = (html: string): string | undefined =>
  /"gitVersion"\s*:\s*"v?([^"]+)"/.exec(html)?.[1];

export const backendAt = async (port: number): Promise<Backend> => {
  const base = `http://localhost:${port}`;
  const [mail, v3] = await Promise.all([ask(`${base}/api/lost-mail`), ask(`${base}/api/v3/services`)]);
  if (isJson(mail)) return { kind: 'store' };
  if (v3 === undefined && mail === undefined) return { kind: 'none' };
  const older = isJson(v3) ? undefined : await ask(`${base}/api/services`);
  const page = await ask(`${base}/`);
  if (isJson(v3) || isJson(older))
    return { kind: 'jaeger', version: versionInPage(page?.text ?? ''), v3: isJson(v3) };
  return { kind: 'other', what: /<title>([^<]*)<\/title>/.exec(page?.text ?? '')?.[1] ?? 'no name' };
};

export const describeBackend = (backend: Backend): string => {
  switch (backend.kind) {
    case 'none':
      return 'nothing runs there';
    case 'store':
      return "the workshop's trace store";
    case 'jaeger':
      return `Jaeger${backend.version ? ` ${backend.version}` : ''}`;
    case 'other':
      return `a page named "${backend.what}"`;
  }
};
