// One trace's part of a page. Who reads one trace often reads its neighbors next: the pages read last stay open.

import { splitByTrace, type TracePart, tracePart } from '#trace-model/otlp.ts';
import type { PageBodies } from './page-bodies.ts';
import type { Page } from './pages.ts';

/** A trace's deliveries come within seconds, from a handful of services. */
const PAGES_OPEN = 16;

type Open = { bytes: Uint8Array; parts: Map<string, TracePart> | undefined; reads: number };

export type PageReader = {
  /** The part of the page that is of this trace, as OTLP protobuf; undefined when there is none. */
  part(page: Page, traceId: string): Uint8Array | undefined;
};

export function pageReader(bodies: PageBodies): PageReader {
  const open = new Map<Page, Open>();
  return {
    part(page, traceId) {
      let found = open.get(page);
      open.delete(page);
      const size = bodies.size(page);
      if (size !== undefined && found?.bytes.length !== size) found = undefined;
      found ??= { bytes: bodies.read(page), parts: undefined, reads: 0 };
      open.set(page, found);
      for (const oldest of open.keys()) {
        if (open.size <= PAGES_OPEN) break;
        open.delete(oldest);
      }
      // dividing a page takes ten times as long as looking for one trace in it
      if (++found.reads <= 2) return tracePart(found.bytes, traceId);
      found.parts ??= splitByTrace(found.bytes);
      return found.parts.get(traceId)?.body;
    },
  };
}
