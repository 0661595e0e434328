// The form of .workshop/state.json, and the one place that reads it.

export type LabProgress = {
  checks: number;
  passed: boolean;
  /** Task numbers that passed in the newest check. */
  passedTasks: number[];
  /** Task number → hints given. */
  hints: Record<string, number>;
};

export type Progress = {
  version: 1;
  /** The slug of the lab last worked on. */
  currentLab?: string;
  /** By slug. */
  labs: Record<string, LabProgress>;
};

export const emptyProgress = (): Progress => ({ version: 1, labs: {} });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

const parseLab = (value: unknown): LabProgress | undefined => {
  if (!isRecord(value)) return undefined;
  const { checks, passed, passedTasks, hints } = value;
  if (!isCount(checks) || typeof passed !== 'boolean' || !Array.isArray(passedTasks) || !isRecord(hints))
    return undefined;
  const entries = Object.entries(hints).filter((entry): entry is [string, number] => isCount(entry[1]));
  return { checks, passed, passedTasks: passedTasks.filter(isCount), hints: Object.fromEntries(entries) };
};

/** Nothing, if the text is not a progress file. */
export const parseProgress = (text: string): Progress | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.labs)) return undefined;
  const labs: Record<string, LabProgress> = {};
  for (const [slug, entry] of Object.entries(value.labs)) {
    const lab = parseLab(entry);
    if (lab === undefined) return undefined;
    labs[slug] = lab;
  }
  const current = value.currentLab;
  return { version: 1, labs, ...(typeof current === 'string' ? { currentLab: current } : {}) };
};
