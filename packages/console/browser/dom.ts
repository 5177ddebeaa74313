/** An element of the page by its id. */
export function el<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`the page has no ${id}`);
}
export const part = (id: string): HTMLElement => el(id, HTMLElement);

/** A new element; what people wrote goes in as text, never as HTML. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** An element with words of people in it, which may be of any script. */
export function words<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text: string) {
  const made = make(name, className, text);
  made.dir = 'auto';
  return made;
}

let hiding = 0;
/** Tells the agent what did not work, for a while. */
function showProblem(error: unknown): void {
  const box = part('problem');
  box.textContent = error instanceof Error ? error.message : String(error);
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    box.hidden = true;
  }, 8_000);
}

export const onClick = (id: string, work: () => Promise<void> | void): void =>
  part(id).addEventListener('click', () => attempt(work));

/** Runs what the agent asked for, and says so when it did not work. */
export function attempt(work: () => Promise<void> | void): void {
  Promise.resolve()
    .then(work)
    .catch((error: unknown) => showProblem(error));
}

export const clock = (iso: string): string =>
  new Date(iso).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export function since(iso: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(iso)) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3_600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3_600)} h`;
}
