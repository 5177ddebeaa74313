import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { ControlError } from '@baton/emulator-kit';
import type { AppRow } from '../rows.ts';
import { textOf } from '../values.ts';

/** Both from the sources and from `dist`. */
const script = new URL('../../dist/widget-script.js', import.meta.url);
const style = new URL('../../browser/widget.css', import.meta.url);

/** The code in the embedding snippet; it follows from the app. */
export const widgetCode = ({ id }: AppRow): string => `siq${createHash('sha256').update(`widget ${id}`).digest('hex')}`;

/** The script that a web page loads: what the build made of `browser/`, with what the brand has set in front. */
export function widgetScript({ name, widgetSettings }: AppRow): string {
  if (!existsSync(script))
    throw new ControlError(503, 'not-built', 'The widget script is not built yet. Run "npm run build".');
  const config = {
    brand: name,
    color: textOf(widgetSettings['theme_color']),
    position: textOf(widgetSettings['position']),
    greeting: textOf(widgetSettings['greeting_message']),
  };
  return `(() => {
'use strict';
const CONFIG = ${JSON.stringify(config)};
const STYLE = ${JSON.stringify(readFileSync(style, 'utf8'))};
${readFileSync(script, 'utf8')}})();
`;
}
