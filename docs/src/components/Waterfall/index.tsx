// A trace in a lesson: the explorer's own picture of it, as at localhost:16686, over data that the page holds.

import useBaseUrl from '@docusaurus/useBaseUrl';
import { type ReactNode, useCallback, useMemo } from 'react';
import { decodeOtlpJson } from '#trace-model/otlp-json-decode.ts';
import type { Choice } from '#trace-view/columns/part-of-trace.ts';
import { readHops } from '#trace-view/source/read-hops.ts';
import { EmbeddedTrace } from '#trace-view/trace/embedded/embedded-trace.tsx';
import styles from './styles.module.css';

type Props = Choice & {
  /** OTLP as JSON, and the received headers beside it, as docs/scripts/capture-traces.ts writes it. */
  trace: object;
  caption: string;
  /** The name of a span whose details are open from the start. */
  open?: string;
};

export default function Waterfall({ trace, caption, open, ...choice }: Props): ReactNode {
  const spans = useMemo(() => decodeOtlpJson(trace), [trace]);
  const hops = useMemo(() => readHops(trace), [trace]);
  const base = useBaseUrl('/');
  const lessonAddress = useCallback((path: string) => base + path.slice(1), [base]);
  return (
    <figure className={styles.figure}>
      <EmbeddedTrace
        spans={spans}
        hops={hops}
        label={caption}
        open={open}
        lessonAddress={lessonAddress}
        {...choice}
      />
      <figcaption className={styles.caption}>
        {caption} <span className={styles.hint}>Open a row to see what the span carries.</span>
      </figcaption>
    </figure>
  );
}
