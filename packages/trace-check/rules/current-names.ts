// Attributes carry the names of today's conventions, so one search finds all services.

import { type RequestView, spansOf } from '../case.ts';
import type { RuleOf } from '../lab.ts';
import type { Observation } from '../symptom.ts';
import { newNameOf } from './old-names.ts';

export const checkCurrentNames = (rule: RuleOf<'current-names'>, view: RequestView): Observation[] =>
  spansOf(view, rule.service).flatMap(span =>
    [span, ...span.events].flatMap(({ name, attributes }) =>
      Object.keys(attributes).flatMap((key): Observation[] => {
        const now = newNameOf(key);
        if (now === undefined) return [];
        return [
          {
            what: 'old-name',
            request: view,
            service: rule.service,
            key,
            spans: [span],
            saw: `"${name}" has the attribute "${key}". Today it is called "${now}".`,
          },
        ];
      }),
    ),
  );
