// One trace's part of a page. Who reads one trace often reads its neighbors next: the pages read last stay open.

import { splitByTrace, type TracePart, tracePart } from '#trace-model/otlp.ts';
import type { PageBodies } from './page-bodies.ts';
import type { Page } from './pages.ts';

/** A trace's deliveries come within seconds, from a handful of services. */
const PAGES_OPEN = 16;
/** Dividing a page takes ten times as long as looking for one trace in it. */
const SINGLE_READS = 2;

type Open = {
  /** How long the page was then: pages grow. */
  size: number | undefined;
  /** Where reading it took more than looking at it. */
  unpacked: Uint8Array | undefined;
  parts: Map<string, TracePart> | undefined;
  reads: number;
};

export type PageReader = {
  /** The part of the page that is of this trace, as OTLP protobuf; undefined when there is none. */
  part(page: Page, traceId: string): Uint8Array | undefined;
};

export function pageReader(bodies: PageBodies): PageReader {
  const open = new Map<Page, Open>();

  function opened(page: Page): Open {
    const found = open.get(page);
    const size = bodies.size(page);
    if (found !== undefined && found.size === size) {
      // the one used last goes last
      open.delete(page);
      open.set(page, found);
      return found;
    }
    const entry = { size, unpacked: undefined, parts: undefined, reads: 0 };
    open.set(page, entry);
    for (const oldest of open.keys()) {
      if (open.size <= PAGES_OPEN) break;
      open.delete(oldest);
    }
    return entry;
  }

  return {
    part(page, traceId) {
      const entry = opened(page);
      if (entry.parts !== undefined) return entry.parts.get(traceId)?.body;
      const { bytes, passing } =
        entry.unpacked === undefined ? bodies.read(page) : { bytes: entry.unpacked, passing: false };
      if (!passing) entry.unpacked = bytes;
      if (++entry.reads <= SINGLE_READS) return tracePart(bytes, traceId);
      entry.parts = splitByTrace(bytes);
      entry.unpacked = undefined;
      return entry.parts.get(traceId)?.body;
    },
  };
}
