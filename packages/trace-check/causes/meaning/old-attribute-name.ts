// http.status_code set by hand beside the http.response.status_code that is there already.

import { sourcesOf, spansOf } from '../../case.ts';
import { newNameOf } from '../../rules/old-names.ts';
import { whereKey } from '../../source/says.ts';
import { type Cause, explainAll, ofKind } from '../cause.ts';

export const oldAttributeName: Cause = {
  id: 'old-attribute-name',
  title: 'An attribute under its old name',
  family: 'meaning',
  seen: 'The span has `http.method`, `http.status_code`, `db.statement` or another name that has been replaced.',
  why: 'The names for HTTP were settled in 2023 and those for databases in 2025. Older books, blogs and answers still teach the ones before. Two vocabularies in one backend mean that every search finds half.',
  fix: 'Use the new name. Most of these are set by the instrumentation anyway, so the line can go.',
  lesson: '/lessons/events-and-errors',
  explain: (symptoms, seen) => {
    const found = ofKind(symptoms, 'old-name');
    const keys = [...new Set(found.map(symptom => symptom.key ?? ''))];
    return keys.flatMap(key => {
      const covers = found.filter(symptom => symptom.key === key);
      const [first] = covers;
      const service = first?.service;
      const now = newNameOf(key) ?? '';
      const carrier =
        first?.request && service && spansOf(first.request, service).find(span => now in span.attributes);
      return explainAll(covers, {
        message: `"${key}" is the old name of "${now}". Searches and dashboards of today ask for the new one.`,
        next: carrier
          ? `Remove the line: the instrumentation has already set "${now}" on "${carrier.name}".`
          : `Call it "${now}".`,
        where: service && whereKey(sourcesOf(seen, service), key),
      });
    });
  },
};
