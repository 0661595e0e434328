import { CATALOG } from './catalog.ts';

const FAMILY = new Map(CATALOG.map(({ id, family }) => [id, family]));

/** A lab's own cause is about what the lab teaches. */
export const familyOf = (cause: string): string => FAMILY.get(cause) ?? 'meaning';
