import { readFileSync } from 'node:fs';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

// Written by scripts/generate.ts from the checker's catalog, grouped by family.
const sidebars: SidebarsConfig = JSON.parse(
  readFileSync(new URL('./.generated/causes-sidebar.json', import.meta.url), 'utf8'),
);

export default sidebars;
