// The ways to look at one trace. The waterfall is in the first load, the others come when they are chosen.

import { later } from '../app/later.tsx';

export const VIEWS = [
  { view: 'waterfall', title: 'Waterfall' },
  { view: 'table', title: 'Table' },
  { view: 'flame', title: 'Flame graph' },
  { view: 'replay', title: 'Replay' },
] as const;

export type View = (typeof VIEWS)[number]['view'];

export const OTHER_VIEWS = {
  table: later(() => import('./views/table.tsx')),
  flame: later(() => import('./views/flame.tsx')),
  replay: later(() => import('./views/replay.tsx')),
};

export const ViewChoice = ({ view, onView }: { view: View; onView(view: View): void }) => (
  <fieldset className="view-choice">
    <legend className="visually-hidden">View</legend>
    {VIEWS.map(each => (
      <label key={each.view}>
        <input
          type="radio"
          name="view"
          value={each.view}
          checked={view === each.view}
          onChange={() => onView(each.view)}
        />
        <span>{each.title}</span>
      </label>
    ))}
  </fieldset>
);
