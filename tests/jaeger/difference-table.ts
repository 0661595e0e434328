// The outcome as a page a person can read: what was asked, how much is equal, and what is not and why.

import { DIFFERENCES, type Difference } from './differences.ts';

export type Asked = { path: string; differences: Difference[] };

const endpointOf = (path: string): string =>
  (path.split('?')[0] ?? '')
    .replace(/^\/api\/services\/[^/]*\/operations$/, '/api/services/{service}/operations')
    .replace(/^(\/api(?:\/v3)?)\/traces\/[^/]+$/, '$1/traces/{id}');

const ENDPOINTS = [
  '/api/v3/services',
  '/api/v3/operations',
  '/api/v3/traces',
  '/api/v3/traces/{id}',
  '/api/services',
  '/api/services/{service}/operations',
  '/api/operations',
  '/api/traces',
  '/api/traces/{id}',
  '/api/dependencies',
];

/** The content type is the same everywhere and would fill the table. */
const [CONTENT_TYPE] = DIFFERENCES;

export const differenceTable = (asked: Asked[]): string => {
  const rows = new Map<string, Asked[]>();
  for (const one of asked) {
    const endpoint = endpointOf(one.path);
    const name = ENDPOINTS.includes(endpoint) ? endpoint : 'other addresses under /api';
    rows.set(name, [...(rows.get(name) ?? []), one]);
  }
  const marks = (list: Asked[]): string =>
    DIFFERENCES.flatMap((difference, index) =>
      list.some(({ differences }) => differences.includes(difference)) ? [String(index + 1)] : [],
    ).join(', ');
  const table = [...rows]
    .sort(([a], [b]) => ENDPOINTS.indexOf(a) - ENDPOINTS.indexOf(b))
    .map(([name, list]) => {
      const equal = list.filter(({ differences }) => differences.every(one => one === CONTENT_TYPE)).length;
      return `| \`${name}\` | ${list.length} | ${equal} | ${marks(list)} |`;
    });
  const listed = DIFFERENCES.map(
    ({ where, jaeger, store, why }, index) => `| ${index + 1} | ${where} | ${jaeger} | ${store} | ${why} |`,
  );
  return `# The trace store beside Jaeger

\`npm run test:jaeger\` sends the same spans to a real Jaeger 2.13 and to the trace store, asks both the same questions,
and compares status, content type and body. When this page is out of date, the test fails and names the command that
writes it anew. The spans come by OTLP (HTTP with protobuf and JSON, gRPC) and by Jaeger's old exporter (HTTP and
UDP): what the real SDK makes, spans no SDK should make, and two thousand traces to search in.

Jaeger promises no order of services, operations, traces, spans and attributes, so both answers are sorted first. Two
things are not compared: how spans are grouped by resource, and which traces a limit leaves out.

| address | asked | equal but for the content type | differences |
| --- | --: | --: | --- |
${table.join('\n')}

## Differences that are wanted

| | where | Jaeger 2.13 | trace store | why |
| --: | --- | --- | --- | --- |
${listed.join('\n')}

## What 2.13 can't be asked

\`/api/v3/trace-summaries\`, the names of parameters in camelCase, and search by \`query.attributes\` came with later
versions. The store has them as their documentation says, and they are proved in packages/trace-store by themselves.

A real Jaeger puts traces right in its own memory when they are asked for without raw_traces: asked again, it puts
them right once more, and its warnings double. Each such question therefore goes to a Jaeger nobody has asked before.
`;
};
