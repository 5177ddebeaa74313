import { existsSync, readFileSync } from 'node:fs';
import { ControlError, type EmulatorHost } from '@baton/emulator-kit';

/** Where style sheet and scripts are served, so that the policy needs no inline code. */
const assetsPath = '/__emulator/pages';

/** The one style sheet of all pages: light and dark, from a phone's width up. The order matters: later parts override earlier ones. */
const styleParts = [
  'base',
  'bar',
  'panes',
  'controls',
  'lists',
  'chat',
  'inbox',
  'facts',
  'journal',
  'start',
  'narrow',
];

/** A file of this package, from its sources as well as from `dist`. */
const fileAt = (path: string): URL => new URL(`../${path}`, import.meta.url);

export const readHtml = (name: string): string => readFileSync(fileAt(`html/${name}.html`), 'utf8').trimEnd();

/** The HTML of a page's head: what every page loads, all of it from here. */
export const headOf = (title: string, name: string): string => `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Baton</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetsPath}/style.css">
<script type="module" src="${assetsPath}/${name}.js"></script>`;

/** Serves the style sheet, and the modules that the build made of `browser/`. */
export function registerAssets({ app }: EmulatorHost, headers: Record<string, string>): void {
  const style = styleParts.map((part) => readFileSync(fileAt(`style/${part}.css`), 'utf8')).join('');
  app.get(`${assetsPath}/style.css`, (_request, reply) =>
    reply.type('text/css; charset=utf-8').headers(headers).send(style),
  );
  app.get<{ Params: { file: string } }>(`${assetsPath}/:file`, ({ params: { file } }, reply) =>
    reply.type('text/javascript; charset=utf-8').headers(headers).send(readScript(file)),
  );
}

function readScript(file: string): string {
  const path = fileAt(`dist/browser/${file}`);
  if (!/^[a-z-]+\.js$/.test(file) || !existsSync(path))
    throw new ControlError(404, 'unknown-script', `There is no script ${file}. If it is new, run "npm run build".`);
  return readFileSync(path, 'utf8');
}
