// Links from a page of the store to the lessons, which are at another port of the same machine.

import { portOf } from './ports.ts';

/** `/causes/endpoint-has-path` → the address of that page. */
export const lessonLink = (path: string): string => {
  return `${location.protocol}//${location.hostname}:${portOf('lessons')}${path}`;
};

export const causeLink = (causeId: string): string => lessonLink(`/causes/${causeId}`);
