import type { TraceViewProps } from './view-props.ts';

const FlameView = ({ trace }: TraceViewProps) => <p className="quiet">{trace.rows} spans</p>;

export default FlameView;
