// A text in pieces, some of which are what is looked for.

/** Where `wanted` (in lower case) begins in a text; nowhere, where lower case has other places than the text. */
const placesIn = (text: string, wanted: string): number[] => {
  const lower = text.toLowerCase();
  if (wanted === '' || lower.length !== text.length) return [];
  const places: number[] = [];
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length))
    places.push(at);
  return places;
};

export const markedPieces = (text: string, wanted: string): { text: string; marked: boolean }[] => {
  const pieces: { text: string; marked: boolean }[] = [];
  let done = 0;
  const add = (to: number, marked: boolean): void => {
    if (to > done) pieces.push({ text: text.slice(done, to), marked });
    done = to;
  };
  for (const at of placesIn(text, wanted.trim().toLowerCase())) {
    add(at, false);
    add(at + wanted.trim().length, true);
  }
  add(text.length, false);
  return pieces;
};
