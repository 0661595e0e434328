// Moving between pages without loading anew. A link is an ordinary link; a plain click is taken over.

import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  useContext,
  useEffect,
  useState,
} from 'react';
import { type Route, routeOf } from './route.ts';

const CHANGED = 'view:address-changed';

export const go = (address: string, { replace = false } = {}): void => {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new Event(CHANGED));
};

const here = (): Route => routeOf(location.pathname, location.search);

export const useAddress = (): Route => {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const update = (): void => setRoute(here());
    addEventListener('popstate', update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return route;
};

export const RouteContext = createContext<Route>({ page: 'unknown', path: '' });
export const useRoute = (): Route => useContext(RouteContext);

export const Link = ({
  href,
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) => {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
};
