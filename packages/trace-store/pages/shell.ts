// What all pages share: head, style, title. No script and nothing from elsewhere, so a policy can forbid both.

import { Html, html } from './html.ts';

export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a404c); --quiet: light-dark(#566074, #a3adbf);
  --bar: light-dark(#3b6fd4, #7da7ff); --bad: light-dark(#b3261e, #ff8a80); --back: light-dark(#fff, #14171d); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem; background: var(--back); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: .5rem 0 1rem; } h1 small, .quiet { color: var(--quiet); font-weight: normal; }
a { color: var(--bar); } .bad { color: var(--bad); font-weight: 600; }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 600; }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.track { width: 45%; min-width: 12rem; } .bar { height: .7rem; margin-top: .4rem; min-width: 2px; border-radius: 2px; background: var(--bar); }
.bar.failed { background: var(--bad); }
summary { cursor: pointer; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 .5rem 1rem; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; font-family: ui-monospace, monospace; font-size: 13px; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: 1rem; }
label { display: grid; font-size: 13px; color: var(--quiet); } input, select, button { font: inherit; padding: .25rem .5rem; }
code { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
`;

const styleSheet = new Html(STYLE);

export const page = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · trace store</title>
<link rel="icon" href="data:,">
<style>${styleSheet}</style>
</head>
<body>
<nav><a href="/search">All traces</a></nav>
<main>${content}</main>
</body>
</html>
`.text;
