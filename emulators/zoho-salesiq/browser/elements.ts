import { config, style } from './config.ts';

/*
 * What the widget draws: a button and a small window, in a shadow tree, so that page and widget leave each other's styles alone.
 */

/** A new element; texts go in as text, never as HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  if (className !== '') node.className = className;
  node.append(...content);
  return node;
}

/** A button; `label` is its name where the text is only a sign. */
export function makeButton(className: string, text: string, label?: string): HTMLButtonElement {
  const node = make('button', className, text);
  node.type = 'button';
  if (label !== undefined) node.setAttribute('aria-label', label);
  return node;
}

export const host = make('div');
export const button = makeButton('float', '💬', `Chat with ${config.brand}`);
const title = make('strong', '', config.brand);
export const status = make('small', 'status');
export const end = makeButton('plain', 'End');
export const smaller = makeButton('plain', '–', 'Minimise');
export const log = make('div', 'log');
export const chips = make('div', 'chips');
export const problem = make('p', 'problem');
export const input = make('input');
export const form = make('form', '', input, make('button', 'send', 'Send'));
const header = make('header', '', make('div', 'grow', title, status), end, smaller);
export const panel = make('section', 'window', header, log, chips, problem, form);

host.id = 'zsiqwidget';
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
const shadow = host.attachShadow({ mode: 'open' });
shadow.adoptedStyleSheets = [sheet];
shadow.append(panel, button);

status.setAttribute('role', 'status');
log.setAttribute('role', 'log');
log.setAttribute('aria-label', 'Messages');
log.tabIndex = 0;
problem.setAttribute('role', 'alert');
input.setAttribute('aria-label', 'Your message');
input.placeholder = 'Write a message';
input.maxLength = 5_000;
panel.setAttribute('aria-label', 'Chat');
panel.hidden = true;
end.hidden = true;
problem.hidden = true;
