import type { Source } from '../../source/source.ts';
import type { Cause } from '../cause.ts';
import { servicesWithoutRoute } from './no-route.ts';

/** esbuild writes the file each piece came from above it; webpack and rollup leave marks of their own. */
const COPIED = /^\/\/ (\.\.\/)*node_modules\/|__webpack_require__|^\/\*! \*\*\* \(webpack/m;

const LONGEST_HAND_WRITTEN = 2_000;

const isBundle = ({ text }: Source): boolean =>
  COPIED.test(text) || (text.split('\n').length > LONGEST_HAND_WRITTEN && /__commonJS|__toESM/.test(text));

export const bundled: Cause = {
  id: 'bundled',
  title: 'Packages copied into one file',
  family: 'structure',
  seen: 'The server span is named `GET` and has no `http.route`. Spans of `http` are there; those of the packages in the bundle are not.',
  why: 'A bundler copies packages into the file it builds. Nothing is imported any more, so there is no moment at which an instrumentation could step in. `http` is part of Node and stays outside.',
  fix: "Keep instrumented packages out of the bundle: `esbuild --packages=external`, or `external: ['express']`. Best of all, do not bundle a service.",
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    servicesWithoutRoute(symptoms, seen).flatMap(({ service, covers, sources }) => {
      const bundle = sources.find(isBundle);
      if (bundle === undefined) return [];
      return [
        {
          covers,
          saw: `The server spans of ${service} are named "${covers[0].spans[0]?.name ?? 'GET'}", without a route.`,
          message: `${bundle.file} is a bundle with a copy of Express inside, and no instrumentation can reach that copy.`,
          next: 'Build it with --packages=external, or run the source as it is.',
          where: { path: bundle.path, line: 1, code: bundle.text.split('\n')[0] ?? '' },
        },
      ];
    }),
};
