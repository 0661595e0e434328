// A verdict as one JSON object, for editors, instructors' tools and tests.

import type { Verdict } from '../finding.ts';

export const renderJson = (
  verdict: Verdict,
  extra: { tookMs: number; traceUrl?: string; pageUrl?: string; notes?: string[] },
): string => JSON.stringify({ ...verdict, ...extra });
