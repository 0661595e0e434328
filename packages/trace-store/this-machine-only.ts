// Listening on loopback keeps other machines out, but not the pages in the learner's own browser: any site
// may send requests to localhost, or point its own name at 127.0.0.1. Host and Origin tell them apart.

const LOOPBACK = /^(localhost|[\w-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

export const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && isLoopbackHost(new URL(origin).host);

/** What is foreign about a request, or undefined. No Host at all is HTTP/1.0, which no browser speaks. */
export function foreignSign(headers: {
  host?: string | undefined;
  origin?: string | undefined;
}): string | undefined {
  if (headers.host !== undefined && !isLoopbackHost(headers.host)) {
    return `the Host header says "${headers.host}", which is not this machine`;
  }
  if (headers.origin !== undefined && !isLoopbackOrigin(headers.origin)) {
    return `it comes from a web page of "${headers.origin}", which is not this machine`;
  }
  return undefined;
}
