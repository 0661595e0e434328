// One trace: an indented tree with bars.

import { type Attributes, durationNano, type Span, serviceName } from '#trace-model/span.ts';
import { type TreeNode, traceTree } from '#trace-model/tree.ts';
import { attributeText } from '../attribute-text.ts';
import { summarize } from '../trace-summary.ts';
import { type Html, html } from './html.ts';
import { rootWords } from './search-page.ts';
import { page } from './shell.ts';
import { clockTime, counted, durationWords } from './words.ts';

/** A browser lays this many rows out in a moment; nobody reads more of them. */
const MOST_ROWS = 2000;

const MARKS = {
  orphan: 'its parent is not here',
  cycle: 'its parents form a ring',
  duplicate: 'its span id is used twice',
} as const;

export function tracePage(spans: readonly Span[]): string {
  const summary = summarize(spans);
  const { nodes } = traceTree(spans);
  const { minStartNano, maxEndNano, spanCount, errorSpanCount } = summary;
  const scale: Scale = { startNano: minStartNano, lengthNano: Number(maxEndNano - minStartNano) };
  return page(
    rootWords(summary),
    html`<h1>${rootWords(summary)} <small>${summary.traceId}</small></h1>
<p>${counted(spanCount, 'span')} in ${counted(summary.services.length, 'service')}, ${durationWords(
      maxEndNano - minStartNano,
    )}, started ${clockTime(minStartNano)} UTC${
      errorSpanCount > 0 ? html`, <span class="bad">${counted(errorSpanCount, 'error')}</span>` : ''
    }. <a href="/api/v3/traces/${summary.traceId}">JSON</a></p>
${nodes.length > MOST_ROWS ? html`<p>The first ${MOST_ROWS} spans are shown.</p>` : ''}
<table>
<thead><tr><th>Span</th><th class="number">Duration</th><th class="track">Time</th></tr></thead>
<tbody>${nodes.slice(0, MOST_ROWS).map(node => row(node, scale))}</tbody>
</table>`,
  );
}

export const missingTracePage = (traceId: string, lostMailTotal: number): string =>
  page(
    'No such trace',
    html`<h1>No trace <small>${traceId}</small></h1>
<p>No span with this trace id is here. An SDK sends spans in batches, up to five seconds after they end: reload this page.
If the trace was here before, it may have made room for newer ones.</p>
${
  lostMailTotal === 0
    ? ''
    : html`<p class="bad">${counted(lostMailTotal, 'delivery', 'deliveries')} went astray; <a href="/search">the list of traces</a> says why.</p>`
}`,
  );

type Scale = { startNano: bigint; lengthNano: number };

function row({ span, depth, mark }: TreeNode, scale: Scale): Html {
  const failed = span.status.code === 'error';
  const indent = Math.min(depth, 30) * 1.1;
  return html`<tr>
<td style="padding-left:${(indent + 0.5).toFixed(1)}rem"><details><summary>${
    failed ? html`<span class="bad">error</span> ` : ''
  }<strong>${serviceName(span) || '(no service name)'}</strong> ${span.name}${
    mark === undefined ? '' : html` <span class="bad">(${MARKS[mark]})</span>`
  }</summary>${details(span)}</details></td>
<td class="number">${durationWords(durationNano(span))}</td>
<td class="track"><div class="bar${failed ? ' failed' : ''}" style="${place(span, scale)}"></div></td>
</tr>
`;
}

function place(span: Span, { startNano, lengthNano }: Scale): string {
  const percent = (nanos: bigint): number =>
    lengthNano === 0 ? 0 : Math.min(100, Math.max(0, (Number(nanos) / lengthNano) * 100));
  const left = percent(span.startNano - startNano);
  const width = Math.min(percent(durationNano(span)), 100 - left);
  return `margin-left:${left.toFixed(2)}%;width:${width.toFixed(2)}%`;
}

const details = (span: Span): Html => html`<dl>
${fact('kind', span.kind)}${fact('status', `${span.status.code} ${span.status.message}`.trim())}${facts(span.attributes)}
${fact('span id', span.spanId)}${fact('parent', span.parentSpanId || 'none')}${fact('scope', span.scope.name)}
</dl>${span.events.map(
  event =>
    html`<p>Event <strong>${event.name}</strong> at ${durationWords(event.timeNano - span.startNano)}</p><dl>${facts(event.attributes)}</dl>`,
)}${span.links.map(
  link =>
    html`<p>Link to <a href="/trace/${link.traceId}">${link.traceId}</a></p><dl>${facts(link.attributes)}</dl>`,
)}<p class="quiet">Resource</p><dl>${facts(span.resource.attributes)}</dl>`;

const facts = (attributes: Attributes): Html[] =>
  Object.entries(attributes).map(([key, value]) => fact(key, attributeText(value)));

const fact = (name: string, value: string): Html => html`<dt>${name}</dt><dd>${value}</dd>`;
