// An address nothing is at: what may have been meant, and the ways on.

import { useEffect } from 'react';
import { Link } from './navigation.tsx';

export const NoPage = ({ path }: { path: string }) => {
  useEffect(() => {
    document.title = 'No such page';
  }, []);
  return (
    <section className="page">
      <h1>There is no page here</h1>
      <p>
        Nothing is at <code>{path}</code>.
      </p>
      <ul>
        <li>
          A trace is at <code>/trace/</code> and its id: 32 of the digits 0–9 and a–f.
        </li>
        <li>
          Look for it among <Link href="/search">all traces</Link>.
        </li>
      </ul>
    </section>
  );
};
