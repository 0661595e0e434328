// How the width is shared between names and times. Under NARROW px a bar stands below its name instead.

export const NARROW = 600;

type Share = { part: number; least: number; most: number };

/** In a frame that scrolls, the times get the room; where a page is read, the names do. */
const IN_FRAME: Share = { part: 0.34, least: 150, most: 440 };
const IN_PAGE: Share = { part: 0.5, least: 150, most: 600 };

const shareOf = (inPage: boolean): Share => (inPage ? IN_PAGE : IN_FRAME);

export const nameWidthFor = (total: number, inPage: boolean): number => {
  const { part, least, most } = shareOf(inPage);
  return Math.round(Math.min(most, Math.max(least, total * part)));
};

/** The same for CSS, which knows the width before any script does. */
export const nameWidthCss = (inPage: boolean): string => {
  const { part, least, most } = shareOf(inPage);
  return `clamp(${least}px, ${100 * part}cqi, ${most}px)`;
};
