export type Shown<Row> = { id: (row: Row) => string; show: (row: Row) => HTMLElement };

/** What each child was made from. */
const versions = new WeakMap<Element, string>();

/**
 * Keeps one child per row, in the order of the rows; a child is made again only when its row has changed, so that nothing flickers and
 * the focus stays where it is.
 */
export function sync<Row>(box: HTMLElement, rows: readonly Row[], { id, show }: Shown<Row>): void {
  const known = new Map(childrenOf(box).map((child) => [child.dataset['id'], child]));
  let before: Element | null = null;
  for (const row of rows) {
    const key = id(row);
    const version = JSON.stringify(row);
    let child = known.get(key);
    known.delete(key);
    if (child === undefined || versions.get(child) !== version) {
      const fresh = show(row);
      fresh.dataset['id'] = key;
      versions.set(fresh, version);
      if (child !== undefined) replace(child, fresh);
      child = fresh;
    }
    const next: ChildNode | null = before === null ? box.firstChild : before.nextSibling;
    if (child !== next) box.insertBefore(child, next);
    before = child;
  }
  for (const gone of known.values()) gone.remove();
}

const childrenOf = (box: HTMLElement): HTMLElement[] =>
  [...box.children].filter((child) => child instanceof HTMLElement);

function replace(child: HTMLElement, fresh: HTMLElement): void {
  const hadFocus = child.contains(document.activeElement);
  child.replaceWith(fresh);
  if (hadFocus) fresh.querySelector<HTMLElement>('a,button,summary')?.focus();
}
