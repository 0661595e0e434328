// How many odd places a trace has, and the way to each.

import type { TraceColumns } from '../columns/trace-columns.ts';
import { counted } from '../words/count.ts';
import type { OddPlace } from './odd-place.ts';

export type WhyStripProps = {
  trace: TraceColumns;
  places: readonly OddPlace[];
  onChoose(row: number): void;
};

export const WhyStrip = ({ places }: WhyStripProps) =>
  places.length === 0 ? null : <p className="quiet">{counted(places.length, 'odd place')}</p>;
