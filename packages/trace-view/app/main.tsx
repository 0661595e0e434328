// The pages of the trace store. Each page is loaded when it is first opened.

import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../style/tokens.css';
import '../style/elements.css';
import '../style/page.css';
import { Failure } from './failure.tsx';
import { later } from './later.tsx';
import { RouteContext, useAddress } from './navigation.tsx';
import { NoPage } from './no-page.tsx';
import type { Route } from './route.ts';
import { Shell } from './shell.tsx';

const SearchPage = later(() => import('../search/search-page.tsx'));
const TracePage = later(() => import('../trace/trace-page.tsx'));
const ComparePage = later(() => import('../compare/compare-page.tsx'));
const DependenciesPage = later(() => import('../dependencies/dependencies-page.tsx'));
const SqlPage = later(() => import('../sql/sql-page.tsx'));
const CheckPage = later(() => import('../check/check-page.tsx'));
const LostMailPage = later(() => import('../mail/lost-mail-page.tsx'));

const pageOf = (route: Route): ReactNode => {
  switch (route.page) {
    case 'search':
      return <SearchPage params={route.params} />;
    case 'trace':
      return <TracePage key={route.traceId} traceId={route.traceId} params={route.params} />;
    case 'compare':
      return <ComparePage key={`${route.before}${route.after}`} before={route.before} after={route.after} />;
    case 'dependencies':
      return <DependenciesPage params={route.params} />;
    case 'sql':
      return <SqlPage params={route.params} />;
    case 'lost-mail':
      return <LostMailPage />;
    case 'check':
      return <CheckPage key={route.lab} lab={route.lab} params={route.params} />;
    case 'unknown':
      return <NoPage path={route.path} />;
  }
};

const App = () => {
  const route = useAddress();
  return (
    <RouteContext value={route}>
      <Shell>
        <Failure key={route.page}>{pageOf(route)}</Failure>
      </Shell>
    </RouteContext>
  );
};

const container = document.getElementById('root');
if (container)
  createRoot(container).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
