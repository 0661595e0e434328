// One trace out, as a file. Used by the trace page.

import './files.css';

export const ExportTrace = ({ traceId }: { traceId: string }) => (
  <span className="files-export">
    <a href={`/api/view/export/${traceId}`} download title="What OpenTelemetry tools read">
      Save as OTLP JSON
    </a>
    <a href={`/api/view/export/${traceId}?as=jaeger`} download title="What Jaeger UI takes as an upload">
      Save as Jaeger JSON
    </a>
  </span>
);
