// What SQLite complains of, in words that say what to write instead.

import { RECORD_COLUMNS } from '#trace-view/sql/records.ts';

export const unquoted = (name: string): string => name.replace(/^["`[]|["`\]]$/g, '');
export const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

const CURLY = /[‘’“”]/;
const CURLY_WORDS = "Curly quotes are letters to SQL: write 'text' with straight ones.";

export const unexpectedWords = (near: string, isFirst: boolean): string => {
  if (CURLY.test(near)) return CURLY_WORDS;
  if (isFirst) return `A query begins with SELECT or WITH, not with "${near}".`;
  return `SQL does not expect "${near}" here.`;
};

/** Seconds in each unit of time that people write behind a number. */
const UNITS = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

export const unreadableWords = (token: string): string => {
  if (/^['"`]/.test(token)) return 'This quote is never closed.';
  if (CURLY.test(token)) return CURLY_WORDS;
  const [, number = '', unit = ''] = /^([\d.]+)(\D+)$/.exec(token) ?? [];
  const seconds = UNITS.get(unit);
  if (seconds === undefined) return `SQL can't read "${token}".`;
  return `SQL can't read "${token}". Durations are in seconds: write ${Number((Number(number) * seconds).toPrecision(12))}.`;
};

/** What people look for who know it from elsewhere. */
const ELSEWHERE = new Map([
  ['now', "Write datetime('now')."],
  ['p50', 'Write median(duration).'],
  ['p90', 'Write percentile(duration, 90).'],
  ['p95', 'Write percentile(duration, 95).'],
  ['p99', 'Write percentile(duration, 99).'],
  ['date_trunc', 'Write substr(start_timestamp, 1, 16) for minutes, 1, 13 for hours.'],
  ['json_value', 'Write attributes ->> \'$."order.id"\'.'],
]);

export const nameWords = (what: string, name: string): string => {
  if (CURLY.test(name)) return CURLY_WORDS;
  switch (what) {
    case 'no such column': {
      const near = nearest(unquoted(name));
      const offer = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
      const text = name.startsWith('"') ? ` A text stands in single quotes: '${unquoted(name)}'.` : '';
      return `There is no column ${name}.${offer}${text}`;
    }
    case 'no such table':
      return `There is no table ${name}. The one table is records.`;
    case 'no such function': {
      const other = ELSEWHERE.get(name.toLowerCase());
      return `There is no function ${name}.${other === undefined ? '' : ` ${other}`}`;
    }
    case 'ambiguous column name':
      return `${name} is in more than one table here. Write which, as in records.${name}.`;
    case 'misuse of aggregate':
    case 'misuse of aggregate function':
      return `${name} takes many rows and can't stand here. HAVING, after GROUP BY, can ask for it, or a query around this one.`;
    default:
      return `${what}: ${name}.`;
  }
};

const MOST_OFFERED = 3;
/** A word of the name is a weaker sign than the name. */
const A_PART_IS_FARTHER = 0.5;

/** The columns that are meant: up to a third of the letters may be wrong, of the whole name or of a word in it. */
const nearest = (name: string): string[] => {
  // service.name is how OpenTelemetry writes service_name; records.kind is kind
  const words = [name.replaceAll('.', '_'), lastOf(name)].map(word => word.toLowerCase());
  const far = RECORD_COLUMNS.map(column => ({
    name: column.name,
    far: Math.min(
      ...words.flatMap(word => [
        distance(word, column.name),
        ...column.name.split('_').map(part => distance(word, part) + A_PART_IS_FARTHER),
      ]),
    ),
  }));
  const best = Math.min(...far.map(({ far }) => far));
  if (best > Math.max(2, lastOf(name).length / 3)) return [];
  return far
    .filter(({ far }) => far === best)
    .map(({ name }) => name)
    .slice(0, MOST_OFFERED);
};

/** Letters to add, drop or change. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries())
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === wanted ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};
