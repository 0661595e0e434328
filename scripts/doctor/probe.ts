// Sends one real span and says what answered. An empty reply to `curl localhost:4317` proves nothing:
// a gRPC port looks broken to curl when it is well, and many a web server answers 200 to anything.

import { randomBytes } from 'node:crypto';
import { type Probed, probeGrpc } from './probe-grpc.ts';
import { probeHttp } from './probe-http.ts';

export type { Probed } from './probe-grpc.ts';

export type ProbeSpan = { traceId: string; spanId: string; startMs: number };

const GRPC_PORT = '4317';
const TRACES_PATH = '/v1/traces';

type Target = { protocol: 'grpc' | 'http'; url: URL };

/** `localhost:4317`, `http://localhost:4318`, `grpc://host:port`, `http://host/v1/traces`. */
export const readTarget = (address: string): Target | undefined => {
  const withScheme = /^[a-z]+:\/\//i.test(address) ? address : `http://${address}`;
  const isGrpc = /^grpcs?:\/\//i.test(withScheme);
  const text = withScheme.replace(/^grpc(s?):/i, 'http$1:');
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (isGrpc || (url.port === GRPC_PORT && url.pathname === '/')) return { protocol: 'grpc', url };
  if (url.pathname === '/') url.pathname = TRACES_PATH;
  return { protocol: 'http', url };
};

const otherWay = async ({ protocol, url }: Target, span: ProbeSpan): Promise<string | undefined> => {
  if (protocol === 'http') {
    const answer = await probeGrpc(url);
    return answer.delivered ? `It takes OTLP over gRPC: use the gRPC exporter for ${url.host}.` : undefined;
  }
  const answer = await probeHttp(new URL(TRACES_PATH, url), span);
  return answer.delivered
    ? `It takes OTLP over HTTP: use the HTTP exporter for ${new URL(TRACES_PATH, url)}.`
    : undefined;
};

export const probe = async (address: string): Promise<Probed> => {
  const target = readTarget(address);
  if (target === undefined)
    return {
      delivered: false,
      message: `"${address}" is not an address.`,
      fix: 'Give one such as http://localhost:4318 (OTLP over HTTP) or grpc://localhost:4317 (OTLP over gRPC).',
    };
  const span = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    startMs: Date.now(),
  };
  const answer = target.protocol === 'grpc' ? await probeGrpc(target.url) : await probeHttp(target.url, span);
  if (answer.delivered || answer.silent) return answer;
  const hint = await otherWay(target, span);
  return hint === undefined ? answer : { ...answer, fix: hint };
};
