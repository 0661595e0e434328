// What Jaeger says of clocks that disagree: a child of another host that begins before its parent or ends after it.
// The delta is Jaeger's own: as much time on the way there as on the way back.

import { type Attributes, durationNano, type Span } from '#trace-model/span.ts';
import { attributeText } from './attribute-text.ts';
import { goDurationText } from './go-values.ts';

type Node = { span: Span; index: number; host: string; children: Node[] };

const hostOf = (attributes: Attributes): string => {
  const id = attributes['host.id'];
  if (id !== undefined) return id.type === 'string' ? id.value : '';
  const ip = attributes['host.ip'];
  if (ip?.type === 'string') return ip.value;
  if (ip?.type === 'array' && ip.value[0] !== undefined) return attributeText(ip.value[0]);
  const name = attributes['host.name'];
  return name?.type === 'string' ? name.value : '';
};

const skewOf = (child: Span, parent: Span): bigint => {
  const [inner, outer] = [durationNano(child), durationNano(parent)];
  const early = parent.startNano - child.startNano;
  // it lasted longer: it went on after the answer, or the caller did not wait
  if (inner > outer) return early > 0n ? early : 0n;
  if (early <= 0n && child.endNano <= parent.endNano) return 0n;
  return early + (outer - inner) / 2n;
};

/** The older dialect knows hosts by an attribute of old clients alone. */
const olderHostOf = (attributes: Attributes): string => {
  const { ip } = attributes;
  return ip?.type === 'string' ? ip.value : '';
};

/** By the place of the span. */
export function clockWarnings(spans: readonly Span[], older = false): string[][] {
  const hostIn = older ? olderHostOf : hostOf;
  const warnings: string[][] = spans.map(() => []);
  const nodes = new Map<string, Node>();
  spans.forEach((span, index) => {
    if (nodes.has(span.spanId)) warnings[index]?.push('duplicate span IDs; skipping clock skew adjustment');
    else nodes.set(span.spanId, { span, index, host: hostIn(span.resource.attributes), children: [] });
  });
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const { parentSpanId } = node.span;
    const parent = nodes.get(parentSpanId);
    if (parentSpanId === '') roots.push(node);
    else if (parent !== undefined) parent.children.push(node);
    else {
      warnings[node.index]?.push(
        older
          ? `invalid parent span IDs=${parentSpanId}; skipping clock skew adjustment`
          : `parent span ID=${parentSpanId} is not in the trace; skipping clock skew adjustment`,
      );
      roots.push(node);
    }
  }
  // a chain of spans may be as long as the trace: no recursion
  const open = roots.map(node => ({
    node,
    parent: undefined as Node | undefined,
    host: node.host,
    skew: 0n,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next;
    let { host, skew } = next;
    if (parent !== undefined && (node.host !== host || node.host === '')) {
      host = node.host;
      skew = skewOf(node.span, parent.span);
    }
    if (skew !== 0n)
      warnings[node.index]?.push(
        `clock skew adjustment disabled; not applying calculated delta of ${goDurationText(skew)}`,
      );
    for (const child of node.children) open.push({ node: child, parent: node, host, skew });
  }
  return warnings;
}
