// What a check of the machine says: one line on what it saw, and problems with a way out of each.

export type Problem = {
  /** `block`: a command of the workshop will not work. `warn`: something may surprise. */
  level: 'block' | 'warn';
  code: string;
  /** What was seen, and why it matters. */
  message: string;
  fix: string;
};

export type Examined = { title: string; seen: string; problems: Problem[] };

export type Machine = { root: string; env: NodeJS.ProcessEnv };

export type Examination = (machine: Machine) => Promise<Examined>;
