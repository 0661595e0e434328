// Over the spans: how many odd places there are, of which kinds, and the way to each.
// Nothing is shown where nothing is odd.

import { useState } from 'react';
import { nameOf, serviceOf, type TraceColumns } from '../columns/trace-columns.ts';
import { counted, numberText } from '../words/count.ts';
import { ODD_KINDS, type OddKind, type OddPlace } from './odd-place.ts';
import { wordsOf } from './why-words.ts';
import './why.css';

export type WhyStripProps = {
  trace: TraceColumns;
  places: readonly OddPlace[];
  chosen: number | undefined;
  /** Goes to the row and opens it. */
  onOpen(row: number): void;
};

const groupsOf = (places: readonly OddPlace[]): [OddKind, OddPlace[]][] => {
  const groups = Map.groupBy(places, place => place.kind);
  return ODD_KINDS.flatMap(kind => {
    const group = groups.get(kind);
    return group === undefined ? [] : [[kind, group]];
  });
};

export const WhyStrip = ({ trace, places, chosen, onOpen }: WhyStripProps) => {
  const [said, setSaid] = useState('');
  if (places.length === 0) return null;
  const go = (kind: OddKind, group: readonly OddPlace[]): void => {
    // the next one after the chosen row, and round again
    const place = group.find(({ row }) => row > (chosen ?? -1)) ?? group[0];
    if (place === undefined) return;
    const { row } = place;
    const title = wordsOf(kind).title;
    setSaid(
      `${title}: ${group.indexOf(place) + 1} of ${group.length}, ${serviceOf(trace, row)} ${nameOf(trace, row)}`,
    );
    onOpen(row);
  };
  return (
    <section className="why-strip" aria-label="Why: odd places of this trace">
      <strong className="why-count">
        <span aria-hidden="true">⚠ </span>
        {counted(places.length, 'odd place')}
      </strong>
      <ul>
        {groupsOf(places).map(([kind, group]) => (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={group.some(({ row }) => row === chosen)}
              onClick={() => go(kind, group)}
            >
              {wordsOf(kind).title}
              {group.length > 1 && <span className="why-many"> ×{numberText(group.length)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </section>
  );
};
