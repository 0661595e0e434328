// One trace as a table: every span, sorted by any column, or gathered by service or operation.

import { useMemo, useState } from 'react';
import { selfTimesOf } from '../../columns/self-time.ts';
import {
  isError,
  kindOf,
  nameOf,
  serviceOf,
  statusMessageOf,
  type TraceColumns,
} from '../../columns/trace-columns.ts';
import { Cell, Head, RowGrid, SortHead } from '../../rows/row-grid.tsx';
import { serviceColor } from '../../style/service-color.ts';
import { counted, numberText } from '../../words/count.ts';
import { durationText } from '../../words/duration.ts';
import { ChosenSpan } from './chosen-span.tsx';
import {
  type Direction,
  type Group,
  type Grouping,
  type GroupKey,
  groupsOf,
  type SpanKey,
  sortedGroups,
  sortedRows,
} from './span-order.ts';
import type { TraceViewProps } from './view-props.ts';
import './views.css';

const nanosText = (nanos: number): string => durationText(nanos / 1000);

/** The group the reader opened: the table is kept to its spans. */
type Kept = Pick<Group, 'service' | 'name'>;

const TableView = ({ trace, chosen, onChoose, matches }: TraceViewProps) => {
  const [grouping, setGrouping] = useState<Grouping | 'none'>('none');
  const [kept, setKept] = useState<Kept>();
  const [details, setDetails] = useState(false);
  const self = useMemo(() => selfTimesOf(trace), [trace]);
  const open = (group: Group): void => {
    setKept({ service: group.service, name: group.name });
    setGrouping('none');
    onChoose(group.longestRow);
  };
  return (
    <div className="views-frame">
      <div className="views-bar">
        <label>
          Group by{' '}
          <select
            value={grouping}
            onChange={event => {
              const { value } = event.target;
              setGrouping(value === 'service' || value === 'operation' ? value : 'none');
              setKept(undefined);
            }}
          >
            <option value="none">nothing</option>
            <option value="service">service</option>
            <option value="operation">operation</option>
          </select>
        </label>
        {kept !== undefined && (
          <button type="button" onClick={() => setKept(undefined)}>
            Only {kept.service} {kept.name}: show all
          </button>
        )}
        <span className="quiet">
          {grouping === 'none'
            ? 'Enter opens the details of a span. Self time: a span without any of its children running.'
            : 'Enter opens the spans of a group. Total: all durations added up, also of spans inside each other.'}
        </span>
      </div>
      {grouping === 'none' ? (
        <SpanTable
          trace={trace}
          self={self}
          kept={kept}
          chosen={chosen}
          onChoose={onChoose}
          onOpen={() => setDetails(!details)}
          matches={matches}
        />
      ) : (
        <GroupTable key={grouping} trace={trace} self={self} by={grouping} onOpen={open} />
      )}
      {grouping === 'none' && <ChosenSpan trace={trace} chosen={chosen} open={details} onOpen={setDetails} />}
    </div>
  );
};

const SPAN_COLUMNS = '[service] minmax(120px, 1fr) minmax(180px, 3fr) 72px 84px 84px 84px minmax(90px, 1fr)';

type SpanTableProps = TraceViewProps & { self: Float64Array; kept: Kept | undefined; onOpen: () => void };

const SpanTable = ({ trace, self, kept, chosen, onChoose, onOpen, matches }: SpanTableProps) => {
  const [sort, setSort] = useState<{ key: SpanKey; direction: Direction }>({
    key: 'start',
    direction: 'ascending',
  });
  const rows = useMemo(() => {
    const isKept = (row: number): boolean =>
      serviceOf(trace, row) === kept?.service && (kept.name === '' || nameOf(trace, row) === kept.name);
    return sortedRows(trace, self, sort.key, sort.direction, kept === undefined ? undefined : isKept);
  }, [trace, self, sort, kept]);
  const places = useMemo(() => placesOf(rows, trace.rows), [rows, trace]);
  const found = useMemo(() => new Set(matches), [matches]);
  const head = (key: SpanKey, title: string, number = false) => (
    <SortHead
      number={number}
      sorting={sort.key === key ? sort.direction : 'none'}
      onSort={() => setSort({ key, direction: otherDirection(sort, key, number && key !== 'start') })}
    >
      {title}
    </SortHead>
  );
  return (
    <RowGrid
      label={`Spans, ${counted(rows.length, 'row')}`}
      columns={SPAN_COLUMNS}
      minWidth={860}
      head={
        <>
          {head('service', 'Service')}
          {head('name', 'Operation')}
          <Head>Kind</Head>
          {head('start', 'Start', true)}
          {head('duration', 'Duration', true)}
          {head('self', 'Self time', true)}
          {head('status', 'Status')}
        </>
      }
      rows={rows.length}
      active={chosen === undefined ? -1 : (places[chosen] ?? -1)}
      onActive={place => {
        const row = rows[place];
        if (row !== undefined) onChoose(row);
      }}
      onOpen={onOpen}
      look={place => ({ className: found.has(rows[place] ?? -1) ? 'views-found' : '' })}
      cells={place => <SpanCells trace={trace} self={self} row={rows[place] ?? 0} />}
    />
  );
};

/** A second press turns the order round. Numbers begin with the largest, for that is what one looks for. */
const otherDirection = (
  sort: { key: string; direction: Direction },
  key: string,
  largestFirst: boolean,
): Direction => {
  if (sort.key === key) return sort.direction === 'ascending' ? 'descending' : 'ascending';
  return largestFirst ? 'descending' : 'ascending';
};

const placesOf = (rows: Uint32Array, count: number): Int32Array => {
  const places = new Int32Array(count).fill(-1);
  for (const [place, row] of rows.entries()) places[row] = place;
  return places;
};

const SpanCells = ({ trace, self, row }: { trace: TraceColumns; self: Float64Array; row: number }) => (
  <>
    <Cell title={serviceOf(trace, row)}>
      <Service name={serviceOf(trace, row)} />
    </Cell>
    <Cell title={nameOf(trace, row)}>{nameOf(trace, row)}</Cell>
    <Cell className="quiet">{kindOf(trace, row)}</Cell>
    <Cell number>{nanosText(trace.start[row] ?? 0)}</Cell>
    <Cell number>{nanosText(trace.duration[row] ?? 0)}</Cell>
    <Cell number>{nanosText(self[row] ?? 0)}</Cell>
    {isError(trace, row) ? (
      <Cell className="bad" title={statusMessageOf(trace, row)}>
        Error {statusMessageOf(trace, row)}
      </Cell>
    ) : (
      <Cell className="quiet">{trace.status[row] === 1 ? 'ok' : ''}</Cell>
    )}
  </>
);

const Service = ({ name }: { name: string }) => (
  <>
    <span className="views-dot" style={{ background: serviceColor(name) }} aria-hidden="true" />
    {name}
  </>
);

const GROUP_COLUMNS = 'minmax(220px, 3fr) 76px 116px 92px 92px 92px';

type GroupTableProps = {
  trace: TraceColumns;
  self: Float64Array;
  by: Grouping;
  onOpen: (group: Group) => void;
};

const GroupTable = ({ trace, self, by, onOpen }: GroupTableProps) => {
  const [sort, setSort] = useState<{ key: GroupKey; direction: Direction }>({
    key: 'self',
    direction: 'descending',
  });
  const [active, setActive] = useState(0);
  const all = useMemo(() => groupsOf(trace, self, by), [trace, self, by]);
  const groups = useMemo(() => sortedGroups(all, sort.key, sort.direction), [all, sort]);
  const head = (key: GroupKey, title: string) => (
    <SortHead
      number={key !== 'group'}
      sorting={sort.key === key ? sort.direction : 'none'}
      onSort={() => setSort({ key, direction: otherDirection(sort, key, key !== 'group') })}
    >
      {title}
    </SortHead>
  );
  return (
    <RowGrid
      label={by === 'service' ? 'Services' : 'Operations'}
      columns={GROUP_COLUMNS}
      minWidth={780}
      head={
        <>
          {head('group', by === 'service' ? 'Service' : 'Operation')}
          {head('spans', 'Spans')}
          {head('errors', 'Errors')}
          {head('total', 'Total')}
          {head('self', 'Self time')}
          {head('longest', 'Longest')}
        </>
      }
      rows={groups.length}
      active={active}
      onActive={setActive}
      onOpen={at => {
        const group = groups[at];
        if (group !== undefined) onOpen(group);
      }}
      cells={at => {
        const group = groups[at];
        return group === undefined ? null : <GroupCells group={group} />;
      }}
    />
  );
};

const GroupCells = ({ group }: { group: Group }) => (
  <>
    <Cell title={`${group.service} ${group.name}`}>
      <Service name={group.service} />
      {group.name !== '' && <strong className="views-name">{group.name}</strong>}
    </Cell>
    <Cell number>{numberText(group.spans)}</Cell>
    <Cell number className={group.errors > 0 ? 'bad' : 'quiet'}>
      {numberText(group.errors)}
    </Cell>
    <Cell number>{nanosText(group.total)}</Cell>
    <Cell number>{nanosText(group.self)}</Cell>
    <Cell number>{nanosText(group.longest)}</Cell>
  </>
);

export default TableView;
