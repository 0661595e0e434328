// What a shared attribute name stands for.

export type Convention = {
  says: string;
  type: 'string' | 'int' | 'double' | 'boolean' | 'string[]';
  /** What it was called before. Its older names are found too. */
  was?: readonly string[];
};
export type Conventions = Record<string, Convention>;
