// GET /api/view/dependencies?endTs=<ms>&lookback=<ms>: the service graph with counts, errors and durations.
// The parameters are those of Jaeger's /api/dependencies, which has counts only.

import { countedCalls } from '../calls/counted-calls.ts';
import { MalformedValue } from '../go-values.ts';
import { sendJson } from '../http-answer.ts';
import { dependencyWindow } from '../query-params.ts';
import { serviceGraph } from './service-graph.ts';
import type { ViewAnswer, ViewDesk } from './view-api.ts';

const NANOS_A_MS = 1_000_000n;

export const dependenciesAnswer = ({ store }: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    if (url.pathname !== '/api/view/dependencies') return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    let window: ReturnType<typeof dependencyWindow>;
    try {
      window = dependencyWindow(url.searchParams, BigInt(Date.now()) * NANOS_A_MS);
    } catch (error) {
      if (!(error instanceof MalformedValue)) throw error;
      await sendJson(request, response, 400, { error: error.message });
      return true;
    }
    const table = await countedCalls(store).upToDate();
    // nobody waits for the answer any more
    if (response.destroyed) return true;
    const graph = serviceGraph(
      table,
      Number(window.startNano / NANOS_A_MS),
      Number(window.endNano / NANOS_A_MS),
      Date.now(),
    );
    await sendJson(request, response, 200, graph);
    return true;
  },
});
