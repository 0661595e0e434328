// What every page shares: a skip link, the way to the other pages, the theme.

import type { ReactNode } from 'react';
import { Link, useRoute } from './navigation.tsx';
import { ThemeChoice } from './theme.tsx';

const PAGES = [
  { page: 'search', href: '/search', title: 'Traces' },
  { page: 'dependencies', href: '/dependencies', title: 'Dependencies' },
  { page: 'check', href: '/check', title: 'Checks' },
  { page: 'sql', href: '/sql', title: 'SQL' },
  { page: 'lost-mail', href: '/lost-mail', title: 'Lost mail' },
] as const;

export const Shell = ({ children }: { children: ReactNode }) => {
  const route = useRoute();
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <nav aria-label="Pages">
          {PAGES.map(({ page, href, title }) => (
            <Link key={page} href={href} aria-current={route.page === page ? 'page' : undefined}>
              {title}
            </Link>
          ))}
        </nav>
        <ThemeChoice />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
};
