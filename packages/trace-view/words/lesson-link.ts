// Links from a page of the store to the lessons, which are at another port of the same machine.

const USUAL_PORT = '3000';

/** `/causes/endpoint-has-path` → the address of that page. */
export const lessonLink = (path: string): string => {
  const meta = document.querySelector('meta[name="lessons-port"]');
  const port = meta?.getAttribute('content') || USUAL_PORT;
  return `${location.protocol}//${location.hostname}:${port}${path}`;
};

export const causeLink = (causeId: string): string => lessonLink(`/causes/${causeId}`);
