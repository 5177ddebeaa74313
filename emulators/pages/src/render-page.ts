import { headOf, readHtml } from './assets.ts';
import type { Page } from './pages.ts';

/** What a page may do: load from this server, nothing inline, nothing from elsewhere, in no frame. */
export const contentPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The HTML of a page. What people wrote is filled in by its script as text, never as HTML. */
export function renderPage(page: Page, all: readonly Page[]): string {
  const links = all.map(
    ({ name, title }) => `<a href="/${name}"${name === page.name ? ' aria-current="page"' : ''}>${title}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
${headOf(page.title, page.name)}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar"><a class="brand" href="/">Baton</a><nav aria-label="Pages">${links.join('')}</nav></header>
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
<p class="lead">${page.lead}</p>
${readHtml(page.name)}
</main>
<p id="problem" class="problem" role="alert" hidden></p>
<noscript><p class="empty">These pages need JavaScript.</p></noscript>
</body>
</html>
`;
}
