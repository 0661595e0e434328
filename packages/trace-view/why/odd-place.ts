// An odd place of a trace: which row, what kind of oddity, and what was seen there.

export const ODD_KINDS = [
  'cycle',
  'duplicate',
  'orphan-local',
  'outside-parent',
  'gap',
  'orphan-remote',
  'orphan',
  'several-roots',
  'unknown-service',
  'bare-name',
  'two-clients',
  'negative-duration',
  'outlasts-parent',
  'outlasts-caller',
  'clock-skew',
  'reason-lost',
  'error-swallowed',
  'error-without-message',
  'exception-without-status',
  'old-name',
  'dropped',
  'zero-duration',
] as const;

/** In the order in which one would look into them. */
export type OddKind = (typeof ODD_KINDS)[number];

export type OddPlace = {
  kind: OddKind;
  row: number;
  /** What is to be seen here, with names and numbers. */
  saw: string;
};
