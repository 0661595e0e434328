// What check-lab --jaeger can't tell as well as a check that starts the services itself, and why. One that is listed
// here and is told as well by now is an error, as is one that is not listed.

export type Seen = 'passes' | 'refused' | { cause: string };

export type PrivateOnly = { lab: string; mistake: string; seen: Seen; why: string };

const MAIL = 'Spans that went astray reach no Jaeger: only the check that holds the ports sees them knock.';
const PROCESS = 'It is said in the environment or the modules of the process, and Jaeger sees neither.';
const HEADERS = 'Headers as each service received them are not in the spans.';
const STOP = 'No service of a running shop is told to stop.';

const FIRST = '01-first-trace';
const silent = (mistake: string, why: string): PrivateOnly => ({
  lab: FIRST,
  mistake,
  seen: { cause: 'no-spans' },
  why,
});

export const PRIVATE_ONLY: PrivateOnly[] = [
  silent('a-visit-as-proof', MAIL),
  silent('endpoint-with-the-path', MAIL),
  silent('grpc-to-the-http-port', MAIL),
  silent('http-to-the-grpc-port', MAIL),
  silent('nobody-listens', MAIL),
  silent('unknown-host', MAIL),
  silent('console-only', PROCESS),
  silent('exporter-none', PROCESS),
  silent('sdk-disabled', PROCESS),
  silent('shop-before-the-hook', PROCESS),
  { lab: FIRST, mistake: 'headers-of-our-own', seen: { cause: 'broken-edge' }, why: HEADERS },
  { lab: FIRST, mistake: 'b3-here-w3c-there', seen: { cause: 'broken-edge' }, why: HEADERS },
  { lab: FIRST, mistake: 'propagators-none', seen: { cause: 'broken-edge' }, why: HEADERS },
  { lab: FIRST, mistake: 'exit-on-sigterm', seen: 'passes', why: STOP },
  { lab: FIRST, mistake: 'exporter-shut-down-on-sigterm', seen: 'passes', why: STOP },
  {
    lab: '03-spans',
    mistake: 'total-after-end',
    seen: { cause: 'attribute-undefined' },
    why: 'That an attribute came after the end is said by the SDK inside the process; in Jaeger it is missing.',
  },
  {
    lab: '05-events-and-errors',
    mistake: 'check-not-awaited',
    seen: 'refused',
    why: 'The service goes down in the middle. Where it ran says why, and the check says to look there.',
  },
];
