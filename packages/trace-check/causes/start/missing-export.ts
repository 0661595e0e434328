import type { Cause } from '../cause.ts';
import { explainDown, servicesDown } from './failed-start.ts';

const MISSING = /(\S+) does not export ([\w, ]+)\. It exports (.*)\.$/;

export const missingExport: Cause = {
  id: 'missing-export',
  title: 'A part does not offer what the service needs',
  family: 'start',
  seen: 'The service did not start and named a part and an export.',
  why: 'The service loads its parts by name. The function was renamed, or the word `export` is gone.',
  fix: 'Export the function under the name the starter gave it. What it calls inside is up to you.',
  explain: (symptoms, seen) =>
    servicesDown(symptoms, seen).flatMap(down => {
      for (const line of down.process.lines) {
        const [, path = '', names, found] = MISSING.exec(line) ?? [];
        if (names === undefined) continue;
        const source = down.sources.find(one =>
          path.replaceAll('\\', '/').endsWith(`/${one.service}/${one.file}`),
        );
        return explainDown(down, symptoms, {
          saw: `${down.process.service} did not start: ${source?.path ?? path} does not export ${names}.`,
          message: `The service loads this file and asks it for ${names}. The file exports ${found}.`,
          next: `Export ${names} from ${source?.file ?? 'this file'}, under this very name.`,
          ...(source
            ? { where: { path: source.path, line: 1, code: source.text.split('\n')[0] ?? '' } }
            : {}),
        });
      }
      return [];
    }),
};
