// The files a check through Jaeger points at: those that replace a part, and each service's tracing.ts.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceRecord } from '../evidence.ts';
import type { Loaded } from './run.ts';
import type { Target } from './target.ts';

export const partSources = ({ root, lab }: Loaded, target: Target): SourceRecord[] =>
  lab.services.flatMap(service =>
    [
      ...new Set([...lab.parts.filter(part => part.startsWith(`${service}/`)), `${service}/tracing.ts`]),
    ].flatMap(part => {
      const folder = [...target.partDirs, join(root, 'services')].find(dir => existsSync(join(dir, part)));
      if (folder === undefined) return [];
      const path = join(folder, part);
      return [
        {
          service,
          file: part.slice(service.length + 1),
          path: target.shown(path),
          text: readFileSync(path, 'utf8'),
        },
      ];
    }),
  );
