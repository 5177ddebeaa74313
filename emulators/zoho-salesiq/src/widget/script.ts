import { createHash } from 'node:crypto';
import type { AppRow } from '../rows.ts';
import { textOf } from '../values.ts';
import { API_SCRIPT } from './api-script.ts';
import { CHAT_SCRIPT } from './chat-script.ts';
import { WINDOW_SCRIPT, WINDOW_STYLE } from './window-script.ts';

/** The code in the embedding snippet; it follows from the app. */
export const widgetCode = ({ id }: AppRow): string => `siq${createHash('sha256').update(`widget ${id}`).digest('hex')}`;

/** The script that a web page loads, with what the brand has set. It draws when the page is there, and then runs `ready`. */
export function widgetScript(app: AppRow): string {
  const settings = app.widgetSettings;
  const config = {
    brand: app.name,
    color: textOf(settings['theme_color']),
    position: textOf(settings['position']),
    greeting: textOf(settings['greeting_message']),
  };
  return `(() => {
'use strict';
const ORIGIN = new URL((document.currentScript || location).src || location.href).origin;
const CONFIG = ${JSON.stringify(config)};
const STYLE = ${JSON.stringify(WINDOW_STYLE)};
const zoho = (window.$zoho = window.$zoho || {});
const given = (zoho.salesiq = zoho.salesiq || {});
if (given.isEmulated) return;
${API_SCRIPT}${CHAT_SCRIPT}${WINDOW_SCRIPT}
const begin = () => {
  document.body.append(host);
  if (CONFIG.color) paint(CONFIG.color);
  if (CONFIG.position) place(CONFIG.position);
  if (session.conversation) refresh().catch(complain).finally(poll);
  runReady();
};
if (document.body) begin(); else addEventListener('DOMContentLoaded', begin);
})();
`;
}
