// What a check says. A finding is data; the renderers in report/ turn it into text.

export type Where = { path: string; line: number; code: string };

export type Finding = {
  task: number;
  /** A stable id, with a page in the lessons at /causes/<id>. */
  cause: string;
  /** What was observed. */
  saw: string;
  /** What it means. */
  message: string;
  /** The next thing to do. */
  next: string;
  where?: Where;
  evidence: { request?: string; traceId?: string; spanIds: string[] };
};

export type TaskResult = { id: number; title: string; passed: boolean };

export type Verdict = {
  lab: string;
  title: string;
  passed: boolean;
  tasks: TaskResult[];
  /** The one to fix first comes first. */
  findings: Finding[];
};
