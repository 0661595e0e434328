// One trace out, as a file. Stands behind a word such as "Save".

import './files.css';

export const ExportTrace = ({ traceId }: { traceId: string }) => (
  <span className="files-export">
    <a
      href={`/api/view/export/${traceId}`}
      download
      aria-label="Save as OTLP JSON"
      title="What OpenTelemetry tools read"
    >
      OTLP JSON
    </a>
    <a
      href={`/api/view/export/${traceId}?as=jaeger`}
      download
      aria-label="Save as Jaeger JSON"
      title="What Jaeger UI takes as an upload"
    >
      Jaeger JSON
    </a>
  </span>
);
