import { badge, clock, el, link, make } from './dom.ts';
import { sync } from './sync.ts';
import { type Entry, type Thread, visitorName } from './thread.ts';

const statusNames = { open: 'Open', closed: 'Closed', archived: 'Archived' } as const;

export const statusName = ({ status }: Thread): string => statusNames[status];

/** A thread in the list. */
export const threadEntry = (thread: Thread): HTMLAnchorElement =>
  make(
    'a',
    thread.unread > 0 ? 'new' : '',
    make('strong', '', visitorName(thread)),
    badge(statusName(thread), { status: thread.status }),
    make('span', 'sub', thread.lastText || 'No message'),
    make(
      'span',
      'sub',
      unreadMark(thread.unread),
      clock(thread.lastAt),
      ` · ${thread.assignee || 'nobody'} · ${thread.inbox}`,
    ),
  );

const unreadMark = (count: number): HTMLElement | null =>
  count === 0 ? null : make('span', 'unread', String(count), make('span', 'unseen', ' unread'));

/** The history of the open thread. Scrolls along when the reader was at its end. */
export function showHistory(box: HTMLElement, thread: Thread): void {
  const isOther = box.dataset['thread'] !== thread.id;
  const isAtEnd = isOther || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  if (isOther) box.replaceChildren();
  box.dataset['thread'] = thread.id;
  sync(box, thread.messages, { id: ({ id }) => id, show: turn });
  if (isAtEnd) box.scrollTop = box.scrollHeight;
}

function turn(entry: Entry): HTMLElement {
  const { kind, name, text, time, files } = entry;
  if (kind === 'change') return make('p', 'change', `${text} · ${name} · `, clock(time));
  const by = make(
    'span',
    'by',
    kind === 'comment' ? `${name} (internal) · ` : `${name} · `,
    clock(time),
    stateOf(entry),
  );
  const words = text === '' ? null : make('span', 'text', text);
  const node = make('div', kind === 'visitor' ? 'turn' : 'turn mine', by, words, ...files.map(showFile));
  node.dataset['sender'] = kind === 'agent' ? 'agent' : kind;
  return node;
}

function stateOf({ kind, status, problem }: Entry): HTMLElement | string {
  if (kind !== 'agent') return '';
  if (status === 'FAILED') return make('span', 'failed', ` · not delivered${problem === '' ? '' : `: ${problem}`}`);
  return status === 'READ' ? ' · read' : '';
}

/** A page loads nothing but what it needs; a person may open the file. */
function showFile({ name, url }: Entry['files'][number]): HTMLElement {
  if (!/^https?:\/\//.test(url)) return make('span', 'attached', name);
  const anchor = link('attached', url, name);
  anchor.target = '_blank';
  anchor.rel = 'noreferrer';
  return anchor;
}

/** Puts agents into a choice; what was chosen stays so. */
export function fillAgents(id: string, agents: readonly { id: string; name: string }[], none: string | null): void {
  const select = el(id, HTMLSelectElement);
  const wanted = [...(none === null ? [] : [{ id: '', name: none }]), ...agents];
  const present = [...select.options].map(({ value, text }) => `${value} ${text}`);
  if (present.join() === wanted.map((agent) => `${agent.id} ${agent.name}`).join()) return;
  const { value } = select;
  select.replaceChildren(
    ...wanted.map((agent) => {
      const option = make('option', '', agent.name);
      option.value = agent.id;
      return option;
    }),
  );
  if (wanted.some((agent) => agent.id === value)) select.value = value;
}
