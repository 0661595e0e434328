// What a browser shows while there is nothing to read yet. It loads itself again every other second.

import { inWords, type SiteState } from './site-state.ts';

const asText = (text: string): string => text.replace(/[&<>"]/g, char => `&#${char.charCodeAt(0)};`);

export const waitingPage = (site: SiteState): string => {
  const failed = site.state === 'failed';
  const title = failed ? 'The lessons can’t be shown' : 'The lessons are being prepared';
  const body = failed
    ? `<p>${asText(site.message)}</p><p><strong>${asText(site.next)}</strong></p><p>The shop, the traces and the checker work without the lessons. Each lab’s README.md says what to do.</p>`
    : `<p role="status">${asText(inWords(site))} …</p><p>This page shows them as soon as they are there. The shop works meanwhile.</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${failed ? 5 : 2}">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 18vh auto 0; max-width: 34rem; padding: 0 1.5rem; font: 1.05rem/1.6 system-ui, sans-serif; background: #fbfaf6; color: #1c2833; }
h1 { font-size: 1.7rem; letter-spacing: -0.02em; line-height: 1.2; }
@media (prefers-color-scheme: dark) { body { background: #12181f; color: #e3eaf0; } }
</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
};
