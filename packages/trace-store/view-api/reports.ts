// Reports of checks, as a page shows them.
//   POST /api/view/reports             one report; 201 when it is kept
//   GET  /api/view/reports             the newest of each lab, in short
//   GET  /api/view/reports?lab=01      the newest of a lab
//   GET  /api/view/reports?trace=<id>  the newest about a trace

import { type CheckReport, checkReportFrom, LARGEST_REPORT } from '#trace-check/report/check-report.ts';
import { sendJson } from '../http-answer.ts';
import { requestBody } from '../request-body.ts';
import { isSameOrigin, type ViewAnswer, type ViewCall, type ViewDesk } from './view-api.ts';

const shortOf = ({ lab, title, at, passed, tasks }: CheckReport) => ({ lab, title, at, passed, tasks });

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};

export const reportsAnswer = ({ reports, announce }: ViewDesk): ViewAnswer => {
  const take = async ({ request, response }: ViewCall): Promise<void> => {
    if (!isSameOrigin(request))
      return sendJson(request, response, 403, {
        error: 'A page of another port may not send a report here.',
      });
    const body = await requestBody(request, LARGEST_REPORT);
    if (!body.ok) return sendJson(request, response, body.status, { error: body.detail });
    const report = checkReportFrom(parsed(body.bytes));
    if (typeof report === 'string') return sendJson(request, response, 400, { error: report });
    reports.add(report);
    announce('check-report', { lab: report.lab });
    return sendJson(request, response, 201, { kept: report.lab });
  };
  const give = async ({ url, request, response }: ViewCall): Promise<void> => {
    const [lab, trace] = [url.searchParams.get('lab'), url.searchParams.get('trace')];
    if (lab === null && trace === null)
      return sendJson(request, response, 200, { reports: reports.newest().map(shortOf) });
    const report =
      lab === null ? reports.ofTrace((trace ?? '').toLowerCase().padStart(32, '0')) : reports.ofLab(lab);
    // that there is none is an answer like any other: most traces were never checked
    return sendJson(request, response, 200, { report: report ?? null });
  };
  return {
    async answer(call) {
      if (call.url.pathname !== '/api/view/reports') return false;
      const { method } = call.request;
      if (method === 'POST') await take(call);
      else if (method === 'GET' || method === 'HEAD') await give(call);
      else return false;
      return true;
    },
  };
};
