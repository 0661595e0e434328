// What the lessons site is doing, as data. `readable` is true while some build, be it an old one, is served.

export type SiteState =
  | { state: 'checking'; readable: boolean }
  | { state: 'waiting'; step: string; readable: boolean }
  | { state: 'installing'; step: string; readable: boolean }
  | { state: 'building'; step: string; readable: boolean }
  | { state: 'ready'; readable: true }
  | { state: 'failed'; message: string; next: string; readable: boolean };

export const inWords = (site: SiteState): string => {
  switch (site.state) {
    case 'checking':
      return 'looking whether the lessons are up to date';
    case 'waiting':
    case 'installing':
    case 'building':
      return site.step;
    case 'ready':
      return 'ready';
    case 'failed':
      return `${site.message} ${site.next}`;
  }
};
