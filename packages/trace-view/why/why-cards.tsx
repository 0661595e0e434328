// On an odd row: what was seen, what it means, what to do next, and where the lessons tell more.

import type { TraceColumns } from '../columns/trace-columns.ts';
import { useTraceSource } from '../source/trace-source.ts';
import type { OddPlace } from './odd-place.ts';
import { knownPlacesOf } from './odd-places.ts';
import { Prose } from './prose.tsx';
import { wordsOf } from './why-words.ts';
import './why.css';

export const WhyCards = ({ trace, row }: { trace: TraceColumns; row: number }) => {
  const places = knownPlacesOf(trace).filter(place => place.row === row);
  if (places.length === 0) return null;
  return (
    <div className="why-cards">
      {places.map(place => (
        <WhyCard key={place.kind + place.saw} place={place} />
      ))}
    </div>
  );
};

const WhyCard = ({ place }: { place: OddPlace }) => {
  const source = useTraceSource();
  const { title, means, next, page } = wordsOf(place.kind);
  return (
    <section className="why-card" aria-label={`Why: ${title}`}>
      <h2>
        <span aria-hidden="true">⚠ </span>
        {title}
      </h2>
      <p className="why-saw">{place.saw}</p>
      <Prose text={means} />
      <div className="why-next">
        <strong>Next: </strong>
        <Prose text={next} />
      </div>
      {page !== undefined && (
        <p>
          <a href={source.lessonAddress(`/causes/${page}`)}>More on this in the lessons</a>
        </p>
      )}
    </section>
  );
};
