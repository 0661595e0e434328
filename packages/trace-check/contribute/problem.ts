// What is wrong with a lab, as data; printed once, at the edge.

export type Problem = { lab: string; code: string; message: string };
