/** The page's element of this id. @throws Error when page and script do not fit together */
export function el(id: string): HTMLElement;
export function el<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind;
export function el(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}.`);
}

/** A new element. What people wrote goes in as text, never as HTML; null adds nothing. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...content: (Node | string | null)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  if (className !== '') node.className = className;
  node.append(...content.filter((part) => part !== null));
  return node;
}

/** Sets the text when it is another one, so that nothing is read out twice. */
export function put(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function link(className: string, href: string, ...content: (Node | string)[]): HTMLAnchorElement {
  const node = make('a', className, ...content);
  node.href = href;
  return node;
}

export function badge(text: string, data: { status?: string; level?: string } = {}): HTMLSpanElement {
  const node = make('span', 'badge', text);
  Object.assign(node.dataset, data);
  return node;
}

/** An instant as the time of day (hours and minutes by default), with the whole of it as its title. */
export function clock(
  value: string,
  options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' },
): HTMLTimeElement {
  const time = make('time', '', new Date(value).toLocaleTimeString([], options));
  time.dateTime = value;
  time.title = moment(value);
  return time;
}

/** Day and time in the reader's own way; empty without a value. */
export const moment = (value: string): string => (value === '' ? '' : new Date(value).toLocaleString());

/** A list of names with values; those without a value are left out. */
export function facts(values: Record<string, unknown>): HTMLDListElement {
  const list = make('dl', 'facts');
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') continue;
    list.append(make('dt', '', name), make('dd', '', String(value)));
  }
  return list;
}

/** `no mail`, `1 mail`, `2 mails`, with nothing for none. */
export const counted = (count: number, word: string): string =>
  count === 0 ? '' : count === 1 ? `1 ${word}` : `${count} ${word}s`;

/** True where list and entry have room beside each other. */
export const isWide = (): boolean => matchMedia('(min-width: 50.01rem)').matches;
