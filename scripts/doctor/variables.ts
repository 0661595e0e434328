// Variables in the shell that change what the services do without a line of code showing it.

import { exporterProblems } from '../shop/exporter.ts';
import type { Examined, Machine, Problem } from './problem.ts';

const covers = (list: string, host: string): boolean =>
  list
    .split(/[\s,]+/)
    .map(entry => entry.trim().replace(/^\*?\./, ''))
    .some(entry => entry === '*' || entry === host);

const hideSecret = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@');

export const proxyProblems = (env: NodeJS.ProcessEnv): Problem[] => {
  const variable = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'].find(name => env[name]);
  const exceptions = env.no_proxy || env.NO_PROXY || '';
  if (variable === undefined || (covers(exceptions, 'localhost') && covers(exceptions, '127.0.0.1')))
    return [];
  return [
    {
      level: 'block',
      code: 'proxy-for-localhost',
      message: `${variable} is ${hideSecret(env[variable] ?? '')}, and NO_PROXY does not name localhost. curl and axios then ask the proxy for http://localhost:8080, and it can't know this machine's services.`,
      fix: `export NO_PROXY=${[exceptions, 'localhost,127.0.0.1,::1'].filter(Boolean).join(',')}; export no_proxy=$NO_PROXY`,
    },
  ];
};

export const examineProxy = async ({ env }: Machine): Promise<Examined> => {
  const set = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].filter(name => env[name]);
  return {
    title: 'Proxy',
    seen: set.length > 0 ? `${set.join(', ')} set` : 'none set',
    problems: proxyProblems(env),
  };
};

/** Values of an OTEL_ variable that end all telemetry. */
const SILENCING: Record<string, RegExp> = {
  OTEL_SDK_DISABLED: /^true$/i,
  OTEL_TRACES_EXPORTER: /^none$/i,
  OTEL_TRACES_SAMPLER: /always_off$/i,
};

/** The values themselves may be secrets (OTEL_EXPORTER_OTLP_HEADERS), so only harmless ones are shown. */
const shown = (name: string, value: string): string =>
  /HEADERS|CERT|KEY/.test(name) ? '(hidden)' : `"${value}"`;

export const otelProblems = (env: NodeJS.ProcessEnv): Problem[] =>
  Object.entries(env)
    .filter((entry): entry is [string, string] => entry[0].startsWith('OTEL_') && Boolean(entry[1]))
    .map(([name, value]) => {
      const silent = SILENCING[name]?.test(value) ?? false;
      return {
        level: silent ? 'block' : 'warn',
        code: silent ? 'otel-silenced' : 'otel-left-over',
        message: `${name} is ${shown(name, value)} in this shell. ${silent ? 'With it no span is sent at all.' : 'The SDK reads it in every service, so spans may differ from what the code says.'}`,
        fix: `unset ${name}`,
      };
    });

export const examineOtel = async ({ env }: Machine): Promise<Examined> => {
  const left = otelProblems(env);
  const exporter = exporterProblems(env);
  const seen = [
    left.length === 0 ? 'no OTEL_ variables in this shell' : `${left.length} OTEL_ variables in this shell`,
    ...(exporter.length === 0 ? [] : ['an exporter is chosen']),
  ].join(', ');
  return { title: 'Variables', seen, problems: [...left, ...exporter] };
};
