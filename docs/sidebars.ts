import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

const sidebars: SidebarsConfig = {
  lessons: [
    'index',
    'course',
    { type: 'category', label: 'Part 1 · See', collapsible: false, items: ['first-trace'] },
    { type: 'category', label: 'Part 2 · Say', collapsible: false, items: ['spans', 'events-and-errors'] },
  ],
};

export default sidebars;
