// An empty page's way out: an order makes the first trace; an order without one left its spans in lost mail.

import type { ReactNode } from 'react';
import { Link } from '../app/navigation.tsx';
import { AN_ORDER } from './an-order.ts';
import { withOwnPorts } from './ports.ts';

/** The children lead to the command. */
export const FirstOrder = ({ children }: { children: ReactNode }) => (
  <>
    <p>{children}</p>
    <pre>
      <code>{withOwnPorts(AN_ORDER)}</code>
    </pre>
    <p>
      If an order was placed, look at <Link href="/lost-mail">lost mail</Link>: spans may have arrived that
      could not be used.
    </p>
  </>
);
