// The newest traces, and telemetry that went astray.

import type { LostMail } from '../lost-mail.ts';
import type { TraceSummary } from '../trace-summary.ts';
import { type Html, html } from './html.ts';
import { page } from './shell.ts';
import { clockTime, counted, durationWords } from './words.ts';

export type SearchView = {
  services: string[];
  service: string;
  tags: string;
  minDuration: string;
  /** Set when the form cannot be read. */
  problem: string;
  traces: TraceSummary[];
  lostMail: readonly LostMail[];
  lostMailTotal: number;
};

export const searchPage = (view: SearchView): string =>
  page('Traces', html`<h1>Traces</h1>${searchForm(view)}${problem(view)}${lostMail(view)}${results(view)}`);

const searchForm = ({ services, service, tags, minDuration }: SearchView): Html => html`
<form action="/search">
<label>Service <select name="service"><option value="">all</option>${services.map(
  name => html`<option${name === service ? html` selected` : ''}>${name}</option>`,
)}</select></label>
<label>Attributes, as JSON <input name="tags" value="${tags}" placeholder='{"order.id":"7"}'></label>
<label>Longer than <input name="minDuration" value="${minDuration}" placeholder="100ms" size="8"></label>
<button>Find traces</button>
</form>`;

const problem = ({ problem }: SearchView): Html =>
  problem === '' ? html`` : html`<p class="bad" role="alert">${problem}</p>`;

function results({ traces, services }: SearchView): Html {
  if (traces.length === 0) {
    return services.length === 0
      ? html`<p>No span has arrived yet. Send a request to the shop; its trace is here a few seconds later.</p>`
      : html`<p>No trace fits this search.</p>`;
  }
  return html`<table>
<thead><tr><th>Started (UTC)</th><th>Trace</th><th>Services</th><th class="number">Spans</th><th class="number">Duration</th></tr></thead>
<tbody>${traces.map(row)}</tbody>
</table>`;
}

const row = (trace: TraceSummary): Html => html`<tr>
<td class="number">${clockTime(trace.minStartNano)}</td>
<td><a href="/trace/${trace.traceId}">${rootWords(trace)}</a> <code class="quiet">${trace.traceId.slice(0, 7)}</code>${
  trace.errorSpanCount > 0 ? html` <span class="bad">${counted(trace.errorSpanCount, 'error')}</span>` : ''
}</td>
<td>${trace.services.map(({ name }) => name || '(no service name)').join(', ')}</td>
<td class="number">${trace.spanCount}</td>
<td class="number">${durationWords(trace.maxEndNano - trace.minStartNano)}</td>
</tr>
`;

export const rootWords = ({ rootServiceName, rootOperationName }: TraceSummary): string =>
  rootServiceName === '' && rootOperationName === ''
    ? '(no root span)'
    : `${rootServiceName || '(no service name)'}: ${rootOperationName}`;

function lostMail({ lostMail, lostMailTotal }: SearchView): Html {
  if (lostMailTotal === 0) return html``;
  return html`<details>
<summary><span class="bad">${counted(lostMailTotal, 'delivery', 'deliveries')} went astray</span></summary>
<ul>${lostMail
    .slice(-20)
    .reverse()
    .map(({ at, port, reason, detail }) => {
      const time = clockTime(BigInt(at) * 1_000_000n);
      return html`<li>${time} at the ${port} port, <code>${reason}</code>: ${detail}</li>`;
    })}</ul>
</details>`;
}
