import type { Config } from '@docusaurus/types';
import explorer from './explorer-plugin.ts';
import { traceImport } from './scripts/trace-import.ts';
import { codeDark, codeLight } from './src/code-colors.ts';

const config: Config = {
  title: 'Follow the Request',
  tagline: 'A hands-on workshop on distributed tracing',
  favicon: 'favicon.svg',
  url: 'http://localhost:3000',
  baseUrl: '/',
  trailingSlash: false,
  noIndex: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  // `detect` reads .md as plain Markdown, so the generated cause pages need no escaping.
  markdown: { format: 'detect', hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true },
  themes: [['@docusaurus/theme-classic', { customCss: './src/css/site.css' }]],
  plugins: [
    [
      '@docusaurus/plugin-content-docs',
      {
        path: 'lessons',
        routeBasePath: 'lessons',
        sidebarPath: './sidebars.ts',
        remarkPlugins: [traceImport],
      },
    ],
    [
      '@docusaurus/plugin-content-docs',
      {
        id: 'causes',
        path: '.generated/causes',
        routeBasePath: 'causes',
        sidebarPath: './causes-sidebar.ts',
      },
    ],
    '@docusaurus/plugin-content-pages',
    explorer,
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: false } },
    navbar: {
      title: 'Follow the Request',
      logo: { alt: '', src: 'favicon.svg', width: 26, height: 26 },
      items: [
        { to: '/lessons', label: 'Lessons', position: 'left', activeBaseRegex: '^/lessons(?!/course)' },
        { to: '/lessons/course', label: 'Course map', position: 'left' },
        { to: '/causes', label: 'Causes', position: 'left' },
        { href: 'http://localhost:16686', label: 'Traces', position: 'right' },
      ],
    },
    prism: { theme: codeLight, darkTheme: codeDark, additionalLanguages: ['bash', 'json'] },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
  },
};

export default config;
