// What is odd about names: of a service, of a server span, of a call that is there twice, of attributes.

import { kindOf, nameOf, scopeOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { OLD_NAMES } from '../conventions/conventions.ts';
import type { OddPlace } from './odd-place.ts';

const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
  'HTTP',
]);
const NOT_FOUND = 404;

export const names = (trace: TraceColumns): OddPlace[] => [
  ...namelessServices(trace),
  ...bareNames(trace),
  ...twoClients(trace),
  ...oldNames(trace),
];

/** One for each service, at its first span. */
const namelessServices = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  trace.services.forEach((name, index) => {
    if (name !== '' && !name.startsWith('unknown_service')) return;
    const row = trace.service.indexOf(index);
    if (row === -1) return;
    const saw =
      name === '' ? 'The resource has no service.name.' : `The name is “${name}”, which the SDK made up.`;
    places.push({ kind: 'unknown-service', row, saw });
  });
  return places;
};

const bareNames = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  for (let row = 0; row < trace.rows; row++) {
    if (kindOf(trace, row) !== 'server') continue;
    const name = nameOf(trace, row);
    if (!METHODS.has(name)) continue;
    // where no route fits, there is none to tell
    if (trace.answered[row] === NOT_FOUND) continue;
    places.push({
      kind: 'bare-name',
      row,
      saw: `The server span of ${serviceOf(trace, row)} is named “${name}”, without a route.`,
    });
  }
  return places;
};

const twoClients = (trace: TraceColumns): OddPlace[] => {
  const places: OddPlace[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const above = trace.parent[row] ?? -1;
    if (above === -1 || trace.kind[row] !== trace.kind[above] || kindOf(trace, row) !== 'client') continue;
    // a pool that asks a driver is two steps; one HTTP call inside another of the same method is one
    if (trace.resource[row] !== trace.resource[above] || trace.name[row] !== trace.name[above]) continue;
    if (!METHODS.has(nameOf(trace, row).split(' ')[0] ?? '')) continue;
    const one = scopeOf(trace, above);
    const other = scopeOf(trace, row);
    places.push({
      kind: 'two-clients',
      row,
      saw: `“${nameOf(trace, row)}” lies inside a client span of the same name. ${one === other ? `Both were made by ${one}.` : `One was made by ${one}, the other by ${other}.`}`,
    });
  }
  return places;
};

/** One for each old name, at the first span that has it. */
const oldNames = (trace: TraceColumns): OddPlace[] =>
  trace.oldNames.map(({ name, row }) => ({
    kind: 'old-name',
    row,
    saw: `It has “${name}”, which is called “${OLD_NAMES.get(name)}” now.`,
  }));
