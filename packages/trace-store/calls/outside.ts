// A client span that nobody answered with a span of their own called something outside: a database, a queue, or a
// host that does not take part in the trace. Its id here is its kind, a space, and its name.

import type { Attributes, Span } from '#trace-model/span.ts';
import type { NodeKind } from '#trace-view/dependencies/service-graph.ts';

const idOf = (kind: NodeKind, name: string): string => `${kind} ${name}`;

export function outsideOf({ attributes, kind }: Span): string | undefined {
  if (kind !== 'client' && kind !== 'producer') return undefined;
  const database = text(attributes, 'db.system.name', 'db.system');
  if (database !== '') return idOf('database', database);
  const queue = text(attributes, 'messaging.system');
  if (queue !== '') {
    const destination = text(attributes, 'messaging.destination.name');
    return idOf('queue', destination === '' ? queue : `${queue} ${destination}`);
  }
  if (kind !== 'client') return undefined;
  const host = text(attributes, 'server.address', 'net.peer.name');
  if (host === '') return undefined;
  const port = attributes['server.port'] ?? attributes['net.peer.port'];
  return idOf('outside', port?.type === 'int' ? `${host}:${port.value}` : host);
}

/** Today's attribute first, then the name it had before. */
const text = (attributes: Attributes, ...keys: string[]): string => {
  for (const key of keys) {
    const found = attributes[key];
    if (found?.type === 'string' && found.value !== '') return found.value;
  }
  return '';
};

const KINDS: readonly NodeKind[] = ['database', 'queue', 'outside'];

/** The kind and the name of an id that `outsideOf` made. */
export function outsideNamed(id: string): { kind: NodeKind; name: string } {
  const kind = KINDS.find(kind => id.startsWith(`${kind} `)) ?? 'outside';
  return { kind, name: id.slice(kind.length + 1) };
}
