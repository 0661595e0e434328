// Files in: by a button, or dropped anywhere on the page.

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import './files.css';
import { type Sent, sendFile } from './send-file.ts';

const MOST_LINKS = 5;

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

const useDrop = (take: (files: File[]) => void): boolean => {
  const [over, setOver] = useState(false);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const abort = new AbortController();
    const on = (type: 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void): void =>
      addEventListener(type, heard, { signal: abort.signal });
    on('dragover', event => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', event => {
      // no other element is entered: the pointer has left the window
      if (event.relatedTarget === null) setOver(false);
    });
    on('drop', event => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => abort.abort();
  }, []);
  return over;
};

const Outcome = ({ sent }: { sent: Sent }) => (
  <li>
    <strong>{sent.name}</strong>:{' '}
    {sent.ok ? (
      <>
        {sent.words}{' '}
        {sent.traceIds.slice(0, MOST_LINKS).map(traceId => (
          <Link key={traceId} href={`/trace/${traceId}`} className="mono">
            {traceId.slice(0, 7)}{' '}
          </Link>
        ))}
        {sent.report && <Link href={`/check/${sent.report}`}>Report of lab {sent.report.slice(0, 2)} </Link>}
        {sent.traceIds.length > MOST_LINKS && `and ${sent.traceIds.length - MOST_LINKS} more in the list`}
      </>
    ) : (
      <span className="bad">✕ {sent.words}</span>
    )}
  </li>
);

/** `button` goes where the page wants it; what became of the files is said in `outcome`. */
export const useImport = (): { button: ReactNode; outcome: ReactNode } => {
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(0);
  const [outcomes, setOutcomes] = useState<Sent[]>([]);
  const take = async (files: File[]): Promise<void> => {
    setOutcomes([]);
    setSending(files.length);
    // one after the other: each may be tens of megabytes
    for (const file of files) {
      const sent = await sendFile(file);
      setOutcomes(before => [...before.filter(({ name }) => name !== sent.name), sent]);
      setSending(before => before - 1);
    }
  };
  const over = useDrop(files => void take(files));
  return {
    button: (
      <>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          accept=".json,.jsonl,.ndjson,application/json"
          multiple
          onChange={event => {
            void take([...(event.target.files ?? [])]);
            // the same file may be chosen again
            event.target.value = '';
          }}
        />
        <button type="button" onClick={() => input.current?.click()}>
          Import files
        </button>
      </>
    ),
    outcome: (
      <>
        <div role="status">
          {(outcomes.length > 0 || sending > 0) && (
            <div className="files-outcome">
              <ul>
                {outcomes.map(sent => (
                  <Outcome key={sent.name} sent={sent} />
                ))}
                {sending > 0 && <li className="quiet">Reading {sending} …</li>}
              </ul>
              <button
                type="button"
                onClick={() => setOutcomes([])}
                aria-label="Close the report of the import"
              >
                Close
              </button>
            </div>
          )}
        </div>
        {over && (
          <div className="files-drop">Drop files here: OTLP JSON, Jaeger JSON, or evidence of a check</div>
        )}
      </>
    ),
  };
};
