// Links to spans that are no parents: mostly in other traces.

import type { ReactNode } from 'react';
import type { Span } from '#trace-model/span.ts';
import { Link } from '../../app/navigation.tsx';
import { useTraceSource } from '../../source/trace-source.ts';
import { counted } from '../../words/count.ts';
import { AttributeTable } from './attribute-table.tsx';
import { attributeRows } from './span-words.ts';

export const LinkList = ({ count, span }: { count: number; span: Span | undefined }) => {
  const source = useTraceSource();
  const dropped = span?.droppedLinksCount ?? 0;
  if (count === 0 && dropped === 0) return null;
  return (
    <>
      <h2>Links</h2>
      <ul className="details-links">
        {span === undefined && <li className="quiet">{counted(count, 'link')}</li>}
        {span?.links.map((link, index) => {
          const key = `${index} ${link.spanId}`;
          const rows = attributeRows(link.attributes);
          return (
            <li key={key}>
              <LinkTo address={source.spanAddress(link.traceId, link.spanId)}>
                span <code>{link.spanId}</code>
                {link.traceId === span.traceId ? ' of this trace' : ' of another trace'}
              </LinkTo>
              {rows.length > 0 && <AttributeTable rows={rows} label="Attributes of the link" empty="" />}
            </li>
          );
        })}
      </ul>
      {dropped > 0 && <p className="details-wrong">{counted(dropped, 'link')} more, left out by the SDK.</p>}
    </>
  );
};

const LinkTo = ({ address, children }: { address: string | undefined; children: ReactNode }) =>
  address === undefined ? <span>{children}</span> : <Link href={address}>{children}</Link>;
