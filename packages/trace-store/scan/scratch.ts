// Lists of numbers that are filled and emptied again with each delivery, and so are made only once.

export type Words = { list: Uint32Array; count: number };

export const words = (room: number): Words => ({ list: new Uint32Array(room), count: 0 });

export function push(words: Words, value: number): void {
  if (words.count === words.list.length) words.list = widened(words.list, words.count * 2);
  words.list[words.count++] = value;
}

export function widened(list: Uint32Array, room: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(room);
  wider.set(list);
  return wider;
}

export function widenedFloats(list: Float64Array, room: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(room);
  wider.set(list);
  return wider;
}
