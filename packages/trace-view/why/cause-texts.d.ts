// Made by cause-texts-plugin.ts when the pages are bundled.

declare module 'cause-texts' {
  export type CauseText = {
    id: string;
    title: string;
    family: string;
    seen: string;
    why: string;
    fix: string;
    lesson?: string;
  };
  export const CAUSE_TEXTS: Record<string, CauseText>;
}
