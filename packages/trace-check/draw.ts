// Values for one run. The same seed gives the same values, so a kept run can be told again.

export type Draw = {
  pick<T>(choices: readonly T[]): T;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
};

/** mulberry32: 32 bits of state, enough to vary a few requests. */
export const createDraw = (seed: number): Draw => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    whole,
    pick: choices => {
      const choice = choices[whole(0, choices.length - 1)];
      if (choice === undefined) throw new Error('Nothing to pick from.');
      return choice;
    },
  };
};
