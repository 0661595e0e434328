// Queries asked before, the newest first. The browser keeps them, so they are there after a reload too.

const KEPT_AS = 'sql-past-queries';
const MOST = 30;
/** A browser keeps 5 MB for a page; a longer query than this is worth a file. */
const LONGEST = 20_000;

export type Past = readonly string[];

/** What was kept; whatever else is there under that name counts as nothing. */
export const pastFrom = (text: string | null): Past => {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
};

export const withQuery = (past: Past, sql: string): Past => {
  const query = sql.trim();
  if (query === '' || query.length > LONGEST) return past;
  return [query, ...past.filter(one => one !== query)].slice(0, MOST);
};

/** In two tabs at once: what is kept now is read first. */
export const readPast = (): Past => {
  try {
    return pastFrom(localStorage.getItem(KEPT_AS));
  } catch {
    return [];
  }
};

/** A browser that keeps nothing, or has no room, forgets them at the next reload. */
export const keepPast = (past: Past): Past => {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(past));
  } catch {}
  return past;
};
