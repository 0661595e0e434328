// GET /api/view/search: traces as the lines of a result list. The parameters are those of Jaeger's older
// /api/traces; `id` (any number of them) asks which of these traces fit, for what has just arrived.

import type { Span } from '#trace-model/span.ts';
import { serviceName } from '#trace-model/span.ts';
import type { SearchAnswer, Summary } from '#trace-view/search/summary.ts';
import { MOST_TRACES } from '#trace-view/search/terms.ts';
import { MalformedValue } from '../go-values.ts';
import { sendJson } from '../http-answer.ts';
import { traceQueryLegacy } from '../query-params.ts';
import { spanMatches, type TraceQuery } from '../search.ts';
import type { TraceStore } from '../store.ts';
import { summarize } from '../trace-summary.ts';
import type { ViewAnswer, ViewDesk } from './view-api.ts';

const summaryOf = (spans: readonly Span[]): Summary => {
  const { minStartNano, maxEndNano, ...rest } = summarize(spans);
  const rooted = spans.some(span => span.parentSpanId === '');
  const earliest = rooted ? undefined : spans.reduce((a, b) => (b.startNano < a.startNano ? b : a));
  return {
    traceId: rest.traceId,
    service: earliest === undefined ? rest.rootServiceName : serviceName(earliest),
    operation: earliest === undefined ? rest.rootOperationName : earliest.name,
    rooted,
    startMicros: Number(minStartNano / 1000n),
    durationMicros: Number(maxEndNano - minStartNano) / 1000,
    spans: rest.spanCount,
    errors: rest.errorSpanCount,
    orphans: rest.orphanSpanCount,
    services: rest.services.map(({ name, spanCount, errorSpanCount }) => ({
      name,
      spans: spanCount,
      errors: errorSpanCount,
    })),
  };
};

const found = async (query: TraceQuery, ids: string[], store: TraceStore): Promise<Span[][]> => {
  if (ids.length === 0) return store.search(query);
  return ids.flatMap(id => {
    const spans = store.trace(id);
    return spans?.some(span => spanMatches(span, query)) ? [spans] : [];
  });
};

export const searchAnswer = ({ store, lostMail }: ViewDesk): ViewAnswer => ({
  async answer({ url, request, response }) {
    if (url.pathname !== '/api/view/search') return false;
    try {
      const nowNano = BigInt(Date.now()) * 1_000_000n;
      const asked = traceQueryLegacy(url.searchParams, nowNano, { anyService: true });
      const query = { ...asked, limit: Math.min(asked.limit, MOST_TRACES) };
      const { traces, spans } = store.counts();
      const body: SearchAnswer = {
        traces: (await found(query, url.searchParams.getAll('id'), store)).map(summaryOf),
        kept: { traces, spans },
        lostMail: lostMail.total(),
      };
      await sendJson(request, response, 200, body);
    } catch (error) {
      if (!(error instanceof MalformedValue)) throw error;
      await sendJson(request, response, 400, { error: error.message });
    }
    return true;
  },
});
