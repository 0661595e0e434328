// Columns that are filled one number at a time before their length is known.

export type Growing = { push(value: number): void; taken(): Uint32Array; length(): number };

export const growing = (expected = 64): Growing => {
  let values = new Uint32Array(expected);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const wider = new Uint32Array(Math.max(64, 2 * length));
        wider.set(values);
        values = wider;
      }
      values[length++] = value;
    },
    taken: () => values.slice(0, length),
    length: () => length,
  };
};

/** Every text once; 0 is ''. */
export type Texts = { indexOf(text: string): number; list: string[] };

export const texts = (): Texts => {
  const list = [''];
  const known = new Map([['', 0]]);
  return {
    list,
    indexOf(text) {
      const there = known.get(text);
      if (there !== undefined) return there;
      known.set(text, list.length);
      list.push(text);
      return list.length - 1;
    },
  };
};
