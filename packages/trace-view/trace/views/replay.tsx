import type { TraceViewProps } from './view-props.ts';

const ReplayView = ({ trace }: TraceViewProps) => <p className="quiet">{trace.rows} spans</p>;

export default ReplayView;
