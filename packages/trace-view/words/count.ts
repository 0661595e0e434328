// A number with its noun.

const DIGITS = new Intl.NumberFormat('en-US');

export const numberText = (count: number): string => DIGITS.format(count);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

const KILO = 1000;

export const bytesText = (bytes: number): string => {
  if (bytes < KILO) return counted(bytes, 'byte');
  if (bytes < KILO * KILO) return `${Number((bytes / KILO).toPrecision(3))} kB`;
  return `${Number((bytes / KILO / KILO).toPrecision(3))} MB`;
};
