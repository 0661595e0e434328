// The checker's catalog of causes in, Markdown pages and their sidebar out. Pure.

export type CauseFamily = 'start' | 'silence' | 'identity' | 'structure' | 'meaning' | 'style';

export type CauseInfo = {
  id: string;
  title: string;
  family: CauseFamily;
  seen: string;
  why: string;
  fix: string;
  lesson?: string;
};

export type Page = { path: string; text: string };

/** In the order the checker tries them: a later family is only worth reading once the earlier ones are clear. */
const FAMILIES: readonly { id: CauseFamily; title: string; about: string }[] = [
  { id: 'start', title: 'Start', about: 'The program did not run long enough to be judged.' },
  { id: 'silence', title: 'Silence', about: 'The program ran, but no spans of it arrived.' },
  { id: 'identity', title: 'Identity', about: 'Spans arrived, but it is unclear whose they are.' },
  { id: 'structure', title: 'Structure', about: 'Spans arrived, but they do not form the tree they should.' },
  { id: 'meaning', title: 'Meaning', about: 'The tree is right, but it says something that is not so.' },
  {
    id: 'style',
    title: 'Style',
    about: 'All of it is true, but it will be hard to search or costly to keep.',
  },
];

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const problemsOf = (causes: readonly CauseInfo[], lessons: ReadonlySet<string>): string[] => {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const cause of causes) {
    if (!ID.test(cause.id))
      problems.push(`"${cause.id}" is not a page name: use lower-case words joined by hyphens.`);
    if (seen.has(cause.id)) problems.push(`"${cause.id}" is in the catalog twice.`);
    if (!FAMILIES.some(family => family.id === cause.family))
      problems.push(`"${cause.id}" is of the family "${cause.family}", which does not exist.`);
    if (cause.lesson !== undefined && !lessons.has(cause.lesson))
      problems.push(`"${cause.id}" names the lesson "${cause.lesson}", which does not exist.`);
    seen.add(cause.id);
  }
  return problems;
};

const quoted = (text: string): string => JSON.stringify(text);

const causePage = (cause: CauseInfo, lessons: ReadonlyMap<string, string>): Page => {
  const family = FAMILIES.find(each => each.id === cause.family);
  const lessonTitle = cause.lesson === undefined ? undefined : lessons.get(cause.lesson);
  const text = [
    '---',
    `title: ${quoted(cause.title)}`,
    `slug: /${cause.id}`,
    `sidebar_label: ${quoted(cause.title)}`,
    'hide_table_of_contents: true',
    'pagination_next: null',
    'pagination_prev: null',
    '---',
    '',
    `\`${cause.id}\` · a cause of the family [${family?.title}](/causes#${cause.family})`,
    '',
    '## What was seen',
    '',
    cause.seen.trim(),
    '',
    '## Why',
    '',
    cause.why.trim(),
    '',
    '## What to do',
    '',
    cause.fix.trim(),
    '',
    ...(lessonTitle === undefined
      ? []
      : [
          '## Read more',
          '',
          `The lesson [${lessonTitle}](/lessons/${cause.lesson}) explains the idea behind this.`,
          '',
        ]),
  ].join('\n');
  return { path: `${cause.id}.md`, text };
};

const inFamilies = (causes: readonly CauseInfo[]) =>
  FAMILIES.map(family => ({ family, causes: causes.filter(cause => cause.family === family.id) })).filter(
    group => group.causes.length > 0,
  );

const indexPage = (causes: readonly CauseInfo[]): Page => ({
  path: 'index.md',
  text: [
    '---',
    'title: Causes',
    'slug: /',
    'hide_table_of_contents: true',
    'pagination_next: null',
    '---',
    '',
    'When `npm run check-lab` finds a problem, it names a **cause**: the one mistake that explains what it saw.',
    'Each cause has a page here. The families are in the order the checker tries them,',
    'because a later problem often goes away with an earlier one.',
    '',
    ...inFamilies(causes).flatMap(({ family, causes: members }) => [
      `## ${family.title} {#${family.id}}`,
      '',
      family.about,
      '',
      ...members.map(cause => `- [${cause.title}](/causes/${cause.id}) \`${cause.id}\``),
      '',
    ]),
  ].join('\n'),
});

const sidebarOf = (causes: readonly CauseInfo[]) => ({
  causes: [
    'index',
    ...inFamilies(causes).map(({ family, causes: members }) => ({
      type: 'category',
      label: family.title,
      collapsible: true,
      collapsed: true,
      items: members.map(cause => cause.id),
    })),
  ],
});

/** `lessons` maps a lesson's file name without ending to its title. */
export const causePages = (
  causes: readonly CauseInfo[],
  lessons: ReadonlyMap<string, string>,
): { pages: Page[]; sidebar: ReturnType<typeof sidebarOf> } => {
  const problems = problemsOf(causes, new Set(lessons.keys()));
  if (problems.length > 0)
    throw new Error(`The catalog of causes can't be made into pages:\n  ${problems.join('\n  ')}`);
  return {
    pages: [indexPage(causes), ...causes.map(cause => causePage(cause, lessons))],
    sidebar: sidebarOf(causes),
  };
};
