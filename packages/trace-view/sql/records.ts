// The one table that SQL is asked over, and what to ask first. The names are Logfire's.

export type RecordColumn = { name: string; type: 'TEXT' | 'REAL' | 'INTEGER'; holds: string };

export const RECORD_COLUMNS: readonly RecordColumn[] = [
  { name: 'service_name', type: 'TEXT', holds: 'the service that sent the span' },
  { name: 'span_name', type: 'TEXT', holds: 'the name of the span' },
  { name: 'kind', type: 'TEXT', holds: 'server, client, internal, producer or consumer' },
  { name: 'trace_id', type: 'TEXT', holds: '32 hex digits' },
  { name: 'span_id', type: 'TEXT', holds: '16 hex digits' },
  { name: 'parent_span_id', type: 'TEXT', holds: '16 hex digits; NULL for a root' },
  { name: 'start_timestamp', type: 'TEXT', holds: 'UTC, as 2026-01-31T09:30:00.000000Z' },
  { name: 'end_timestamp', type: 'TEXT', holds: 'UTC, as 2026-01-31T09:30:00.000000Z' },
  { name: 'duration', type: 'REAL', holds: 'seconds' },
  { name: 'otel_status_code', type: 'TEXT', holds: 'UNSET, OK or ERROR' },
  { name: 'otel_status_message', type: 'TEXT', holds: 'what the status says; NULL when nothing' },
  { name: 'attributes', type: 'TEXT', holds: 'JSON; read with attributes ->> \'$."order.id"\'' },
  { name: 'http_response_status_code', type: 'INTEGER', holds: 'the attribute http.response.status_code' },
  { name: 'http_request_method', type: 'TEXT', holds: 'the attribute http.request.method' },
  { name: 'http_route', type: 'TEXT', holds: 'the attribute http.route' },
  { name: 'is_exception', type: 'INTEGER', holds: '1 when an exception was recorded, else 0' },
  { name: 'exception_type', type: 'TEXT', holds: 'of the last exception recorded' },
  { name: 'exception_message', type: 'TEXT', holds: 'of the last exception recorded' },
  { name: 'otel_events', type: 'TEXT', holds: 'JSON: name, timestamp and attributes of each event' },
  { name: 'otel_links', type: 'TEXT', holds: 'JSON: trace_id, span_id and attributes of each link' },
  { name: 'otel_scope_name', type: 'TEXT', holds: 'the tracer that made the span' },
  { name: 'otel_scope_version', type: 'TEXT', holds: 'its version' },
  { name: 'otel_resource_attributes', type: 'TEXT', holds: 'JSON: what the service says of itself' },
];

export type Example = { title: string; sql: string };

export const EXAMPLES: readonly Example[] = [
  {
    title: 'Slowest steps',
    sql: `SELECT service_name, span_name, COUNT(*) AS spans,
       AVG(duration) AS mean_duration, MAX(duration) AS max_duration
FROM records
GROUP BY service_name, span_name
ORDER BY max_duration DESC
LIMIT 20`,
  },
  {
    title: 'Errors by service',
    sql: `SELECT service_name, COUNT(*) AS spans,
       SUM(otel_status_code = 'ERROR') AS errors,
       ROUND(100.0 * SUM(otel_status_code = 'ERROR') / COUNT(*), 1) AS error_percent
FROM records
GROUP BY service_name
ORDER BY errors DESC`,
  },
  {
    title: 'Newest errors',
    sql: `SELECT start_timestamp, service_name, span_name, otel_status_message, exception_type, trace_id
FROM records
WHERE otel_status_code = 'ERROR'
ORDER BY start_timestamp DESC
LIMIT 50`,
  },
  {
    title: 'Is a backend down?',
    sql: `SELECT CASE WHEN COUNT(*) = 0 THEN 'no span in the last 5 minutes'
            ELSE 'alive' END AS order_service,
       MAX(start_timestamp) AS last_seen
FROM records
WHERE service_name = 'order-service'
  AND start_timestamp > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-5 minutes')`,
  },
  {
    title: 'The same call many times (N+1)',
    sql: `SELECT trace_id, service_name, span_name, COUNT(*) AS calls, SUM(duration) AS total_duration
FROM records
WHERE parent_span_id IS NOT NULL
GROUP BY trace_id, parent_span_id, service_name, span_name
HAVING COUNT(*) > 5
ORDER BY calls DESC
LIMIT 50`,
  },
  {
    title: 'Spans whose parent never arrived',
    sql: `SELECT child.service_name, child.span_name, child.parent_span_id, child.trace_id
FROM records AS child
LEFT JOIN records AS parent
  ON parent.trace_id = child.trace_id AND parent.span_id = child.parent_span_id
WHERE child.parent_span_id IS NOT NULL AND parent.span_id IS NULL
LIMIT 50`,
  },
  {
    title: 'Attributes in use',
    sql: `SELECT key, COUNT(*) AS spans, MIN(value) AS an_example
FROM records, json_each(attributes)
GROUP BY key
ORDER BY spans DESC`,
  },
];
