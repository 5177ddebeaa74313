import { attempt } from './calls.ts';
import { el, isWide, make } from './dom.ts';
import { sync } from './sync.ts';

/*
 * A list of links beside the entry that is open. The address keeps which one it is (`…#id`), so that a link can name it and "back" closes
 * it. Where only one of list and entry has room, the focus goes to the one that is shown.
 */

/** The id in the address; empty when nothing is open. */
export function chosenId(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

const hashOf = (id: string): string => `#${encodeURIComponent(id)}`;

/** Works anew when another entry is opened. */
export function watchChoice(work: () => Promise<void>): void {
  const follow = async ({ oldURL }: HashChangeEvent): Promise<void> => {
    await attempt(work);
    if (isWide()) return;
    const before = new URL(oldURL).hash;
    const links = [...el('items').querySelectorAll('a')];
    const target = chosenId() === '' ? links.find((item) => item.getAttribute('href') === before) : el('chosen');
    target?.focus();
  };
  addEventListener('hashchange', (event) => {
    void follow(event);
  });
}

type Listed<Row> = { id: (row: Row) => string; entry: (row: Row) => HTMLAnchorElement };

/** Shows the list, opens the first entry where there is room, and returns the row that is open. */
export function showList<Row>(rows: readonly Row[], { id, entry }: Listed<Row>): Row | undefined {
  const [first] = rows;
  el('nothing').hidden = first !== undefined;
  if (first !== undefined && chosenId() === '' && isWide()) history.replaceState(null, '', hashOf(id(first)));
  const show = (row: Row): HTMLElement => {
    const node = entry(row);
    node.href = hashOf(id(row));
    return make('li', '', node);
  };
  sync(el('items'), rows, { id, show });
  const chosen = rows.find((row) => id(row) === chosenId());
  markChosen(chosen === undefined ? null : id(chosen));
  el('panes').dataset['open'] = String(chosen !== undefined);
  el('unchosen').hidden = chosen !== undefined;
  el('chosen').hidden = chosen === undefined;
  return chosen;
}

function markChosen(id: string | null): void {
  for (const item of el('items').querySelectorAll('li')) {
    const isChosen = item.dataset['id'] === id;
    if (isChosen) item.firstElementChild?.setAttribute('aria-current', 'true');
    else item.firstElementChild?.removeAttribute('aria-current');
  }
}
