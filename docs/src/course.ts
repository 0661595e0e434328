// The whole course. Which labs stand is not written here: it is read from the labs/ folder.

export type CourseLab = { slug: string; title: string; does: string; lesson?: string };
export type CoursePart = { title: string; about: string; labs: CourseLab[] };

export const COURSE: CoursePart[] = [
  {
    title: 'Part 1 · See',
    about: 'Make a request visible, and learn to read what you see.',
    labs: [
      {
        slug: '01-first-trace',
        title: 'First trace',
        does: 'Start the SDK in three services until one request is one trace.',
        lesson: 'first-trace',
      },
      {
        slug: '02-read-a-trace',
        title: 'Read a trace',
        does: 'Find the slow step, the failing service, the unnecessary call and the critical path.',
      },
    ],
  },
  {
    title: 'Part 2 · Say',
    about: 'Tell the trace what your code does, what it did it with, and how it went.',
    labs: [
      {
        slug: '03-spans',
        title: 'Spans',
        does: 'Wrap the steps of placing an order in spans: nested, named well, always ended.',
        lesson: 'spans',
      },
      {
        slug: '04-attributes',
        title: 'Attributes',
        does: 'Record what an order was about, under the right names, and keep a secret out.',
      },
      {
        slug: '05-events-and-errors',
        title: 'Events and errors',
        does: 'Mark the moments of a payment, record failures, and let good requests stay green.',
        lesson: 'events-and-errors',
      },
      {
        slug: '06-database',
        title: 'Database',
        does: 'Trace the queries, find one query too many a hundred times, and mend it.',
      },
    ],
  },
  {
    title: 'Part 3 · Connect',
    about: 'Keep one request one trace, wherever it goes.',
    labs: [
      {
        slug: '07-propagation',
        title: 'Propagation',
        does: 'Carry the context by hand over a transport nothing instruments.',
      },
      {
        slug: '08-async-context',
        title: 'Async context',
        does: 'Keep the context across callbacks, timers, queues, workers and processes.',
      },
      {
        slug: '09-jobs-and-links',
        title: 'Jobs and links',
        does: 'Trace a job that a request leaves behind and a worker does later, in batches.',
      },
      {
        slug: '10-logs-and-baggage',
        title: 'Logs and baggage',
        does: 'Put trace ids into every log line, and carry a few values along with the request.',
      },
      {
        slug: '11-command-line',
        title: 'Command line',
        does: 'Make a command-line tool the root of a trace, with nothing lost when it exits.',
      },
      {
        slug: '12-trust',
        title: 'Trust',
        does: 'Build a public edge that does not let strangers choose its traces.',
      },
    ],
  },
  {
    title: 'Part 4 · Run',
    about: 'Live with tracing: what it costs, what it must keep, what it tells you at night.',
    labs: [
      {
        slug: '13-exporters',
        title: 'Exporters',
        does: 'Send one service’s spans four ways, chosen by the environment.',
      },
      {
        slug: '14-sampling',
        title: 'Sampling',
        does: 'Keep a tenth of the traffic in whole traces, then count what was lost.',
      },
      {
        slug: '15-service-down',
        title: 'Service down',
        does: 'Raise an alert when a health check falls silent, and lower it again.',
      },
      {
        slug: '16-incident',
        title: 'Incident',
        does: 'The pager rings. Find the fault in the traces, say it, fix it, prove it.',
      },
    ],
  },
];
