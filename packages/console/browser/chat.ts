import { act, call, type Data, dataOf, listOf, numberOf, textOf } from './api.ts';
import { clock, el, make, part, words } from './dom.ts';
import { chatEntry, historyEntry, markReceipt } from './entries.ts';
import { state } from './state.ts';

const statuses: Record<string, string> = { waiting: 'waiting', connected: 'open', over: 'ended' };

/** Shows a chat as it is now. */
export async function openChat(id: string): Promise<void> {
  const isOther = state.chosen !== id;
  state.chosen = id;
  const chat = await call('GET', `chats/${encodeURIComponent(id)}`);
  if (state.chosen !== id) return;
  state.chat = chat;
  part('unchosen').hidden = true;
  part('chosen').hidden = false;
  part('about').hidden = false;
  part('panes').dataset['open'] = 'true';
  showHead();
  showEntries(listOf(chat['entries']));
  showAbout();
  if (isOther) {
    part('history').replaceChildren();
    await showHistory();
    part('chat').focus({ preventScroll: true });
  }
  scrollDown();
  await noteRead();
}

/** Takes in what happened in the chat that is shown. */
export function hearEntry(entry: Data): void {
  const type = textOf(entry['type']);
  if (type === 'customer-typing') showTyping();
  if (type === 'receipt') markReceipt(part('entries'), entry);
  if (type === 'customer-said' || type === 'customer-file') part('typing').textContent = '';
  const seq = String(numberOf(entry['seq']));
  const list = part('entries');
  if ([...list.children].some((item) => item instanceof HTMLElement && item.dataset['seq'] === seq)) return;
  const shown = chatEntry(entry);
  if (shown !== null) list.append(shown);
  scrollDown();
}

let typingUntil = 0;
function showTyping(): void {
  part('typing').textContent = 'The customer is typing …';
  clearTimeout(typingUntil);
  typingUntil = setTimeout(() => {
    part('typing').textContent = '';
  }, 6_000);
}

export const isMine = (): boolean =>
  state.chat['stage'] === 'connected' && dataOf(state.chat['agent'])['id'] === state.me['id'];

function showHead(): void {
  const { chat, me } = state;
  const stage = textOf(chat['stage']);
  const agent = textOf(dataOf(chat['agent'])['name']);
  part('chat-title').textContent = textOf(dataOf(chat['customer'])['name']) || 'Visitor';
  part('chat-status').textContent = stage === 'connected' && agent !== '' ? agent : (statuses[stage] ?? stage);
  const mayLead = isMine() || (me['role'] === 'lead' && stage !== 'over');
  part('accept').hidden = stage !== 'waiting';
  part('close').hidden = !mayLead;
  part('passing').hidden = !mayLead;
  const isNote = el('composer', HTMLFormElement).elements.namedItem('kind');
  const kind = isNote instanceof RadioNodeList ? isNote.value : 'messages';
  el('text', HTMLTextAreaElement).disabled = kind === 'messages' && !isMine();
  el('send', HTMLButtonElement).disabled = kind === 'messages' && !isMine();
  el('file', HTMLInputElement).disabled = !isMine();
}
export const showAllowed = showHead;

function showEntries(entries: Data[]): void {
  const list = part('entries');
  list.replaceChildren(...entries.flatMap((entry) => chatEntry(entry) ?? []));
  for (const entry of entries) if (textOf(entry['type']) === 'receipt') markReceipt(list, entry);
}

const historyAtOnce = 30;

/** The newest of what was said before, and more of it above when asked for. */
export async function showHistory(): Promise<void> {
  const list = part('history');
  const first = list.firstElementChild instanceof HTMLElement ? Number(list.firstElementChild.dataset['seq']) : null;
  const before = first === null ? '' : `&before=${first}`;
  const { chosen } = state;
  if (chosen === null || first === 1) return;
  const page = await call('GET', `chats/${encodeURIComponent(chosen)}/history?limit=${historyAtOnce}${before}`);
  const items = listOf(page['items']);
  list.prepend(...items.map(historyEntry));
  part('handover').hidden = list.children.length === 0;
  part('earlier').hidden = items.length === 0 || numberOf(items[0]?.['seq']) <= 1;
}

function showAbout(): void {
  const { chat } = state;
  part('summary').textContent = textOf(chat['summary']);
  const customer = dataOf(chat['customer']);
  const facts = dataOf(chat['facts']);
  const rows: [string, unknown][] = [
    ['E-mail', customer['email']],
    ['Phone', customer['phone']],
    ['Identity', facts['assurance']],
    ['Workflow', facts['workflow']],
    ['Ticket', facts['ticketNumber']],
    ...Object.entries(dataOf(facts['slots'])),
  ];
  const shown = rows.filter(([, value]) => textOf(value) !== '');
  part('facts').replaceChildren(
    ...shown.flatMap(([name, value]) => [make('dt', '', name), words('dd', '', textOf(value))]),
  );
  part('timeline').replaceChildren(...listOf(chat['timeline']).map(timelineEntry));
  showTargets();
}

function timelineEntry(entry: Data): HTMLLIElement {
  const parts = [clock(textOf(entry['at'])), textOf(entry['type']), textOf(entry['desk']), textOf(entry['detail'])];
  return words('li', '', parts.filter((text) => text !== '').join(' · '));
}

function showTargets(): void {
  const colleagues = listOf(state.board['agents']).filter(
    (agent) => agent['is_present'] === true && agent['id'] !== dataOf(state.chat['agent'])['id'],
  );
  const option = (value: string, label: string): HTMLOptionElement => {
    const made = make('option', '', label);
    made.value = value;
    return made;
  };
  el('target', HTMLSelectElement).replaceChildren(
    ...colleagues.map((agent) => option(`agent ${textOf(agent['id'])}`, textOf(agent['name']))),
    ...state.nextDesks.map((desk) => option(`desk ${desk}`, desk === 'ticket' ? 'a ticket' : `the desk ${desk}`)),
  );
}

/** A customer who is answered wants to know that the words were seen. */
export async function noteRead(): Promise<void> {
  if (state.chosen === null || !isMine() || document.hidden) return;
  await call('POST', `chats/${encodeURIComponent(state.chosen)}/read`, { body: { seq: state.lastSeq } });
}

export async function transfer(): Promise<void> {
  if (state.chosen === null) return;
  const [kind = '', id = ''] = el('target', HTMLSelectElement).value.split(' ');
  const note = el('transfer-note', HTMLInputElement);
  await act(state.chosen, 'transfer', { ...(kind === 'agent' ? { agent_id: id } : { desk: id }), note: note.value });
  note.value = '';
}

function scrollDown(): void {
  const log = part('log');
  log.scrollTop = log.scrollHeight;
}
