import type { TraceViewProps } from './view-props.ts';

const TableView = ({ trace }: TraceViewProps) => <p className="quiet">{trace.rows} spans</p>;

export default TableView;
