// What a person writes after --jaeger, made the address of the pages and the API. Pure.

export type Address = { base: string } | { fault: string };

/** These take telemetry; nothing can be read there. */
const INTAKES: Record<string, string> = {
  '4317': 'OTLP over gRPC',
  '4318': 'OTLP over HTTP',
  '14250': 'spans over gRPC',
  '14268': 'Thrift over HTTP',
  '14269': 'health of the collector',
  '6831': 'Thrift over UDP',
  '6832': 'Thrift over UDP',
};

/** The pages of Jaeger; whatever stands before them is its base path. */
const PAGES = /\/(search|trace|dependencies|monitor|api|sql|lost-mail)(\/.*)?$/;

const USUAL_PORT = 16686;

const withScheme = (text: string): string => {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text === '') return text;
  if (/^:?\d+$/.test(text)) return `http://localhost:${text.replace(':', '')}`;
  // a name alone means Jaeger's usual port, not that of web servers
  return /^[^/:]+$/.test(text) ? `http://${text}:${USUAL_PORT}` : `http://${text}`;
};

export const readAddress = (text: string): Address => {
  const url = URL.parse(withScheme(text.trim()));
  if (url === null || url.hostname === '' || !/^https?:$/.test(url.protocol))
    return { fault: `--jaeger needs an address such as http://localhost:16686, and "${text}" is none.` };
  const intake = INTAKES[url.port];
  if (intake !== undefined)
    return {
      fault: `Port ${url.port} takes spans (${intake}); traces are not read there. --jaeger needs the address of Jaeger's pages: http://${url.hostname}:16686.`,
    };
  const path = url.pathname.replace(PAGES, '').replace(/\/+$/, '');
  return { base: `${url.origin}${path}` };
};
