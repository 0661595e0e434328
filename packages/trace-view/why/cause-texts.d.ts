// Made by cause-texts-plugin.ts when the pages are bundled.

declare module 'cause-texts' {
  export type CauseText = {
    id: string;
    title: string;
    why: string;
    fix: string;
  };
  export const CAUSE_TEXTS: Record<string, CauseText>;
}
