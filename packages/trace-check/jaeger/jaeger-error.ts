// What keeps a check through Jaeger from a verdict, in words a person can act on.

import type { Evidence } from '../evidence.ts';

export class JaegerError extends Error {
  override name = 'JaegerError';
  /** It may be over in a moment: worth asking again within the limit. */
  readonly passing: boolean;
  /** What was gathered before it happened. */
  readonly evidence: Evidence | undefined;

  constructor(
    message: string,
    { passing = false, evidence }: { passing?: boolean; evidence?: Evidence } = {},
  ) {
    super(message);
    this.passing = passing;
    this.evidence = evidence;
  }
}
