import { CLIENT } from './client.ts';
import { STYLE } from './style.ts';

/** A page: its parts are constants of this folder. What people wrote is filled in by the script through `textContent`, never as HTML. */
export type Page = {
  path: string;
  /** Without this vendor there is no such page; null when it shows all of them. */
  vendor: string | null;
  title: string;
  lead: string;
  body: string;
  script: string;
};

/** Where style sheet and scripts are served, so that the policy needs no inline code. */
export const ASSETS = '/__emulator/pages';

/** What a page may do: load from this server, nothing inline, nothing from elsewhere, in no frame. */
export const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Served beside the pages, by file name. */
export const assets = (pages: readonly Page[]): Map<string, { type: string; text: string }> =>
  new Map([
    ['style.css', { type: 'text/css; charset=utf-8', text: STYLE }],
    ['client.js', script(CLIENT)],
    ...pages.map((page) => [scriptName(page), script(page.script)] as const),
  ]);

/** The HTML of a page. No build, nothing loaded from elsewhere. */
export function renderPage(page: Page, all: readonly Page[]): string {
  const links = all.map(
    ({ path, title }) => `<a href="${path}"${path === page.path ? ' aria-current="page"' : ''}>${title}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Baton</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ASSETS}/style.css">
<script defer src="${ASSETS}/client.js"></script>
<script defer src="${ASSETS}/${scriptName(page)}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar"><a class="brand" href="/">Baton</a><nav aria-label="Pages">${links.join('')}</nav></header>
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
<p class="lead">${page.lead}</p>
${page.body}
</main>
<p id="problem" class="problem" role="alert" hidden></p>
<noscript><p class="empty">These pages need JavaScript.</p></noscript>
</body>
</html>
`;
}

const scriptName = ({ path }: Page): string => `${path.slice(1)}.js`;
const script = (text: string): { type: string; text: string } => ({
  type: 'text/javascript; charset=utf-8',
  text: `'use strict';\n${text}`,
});
