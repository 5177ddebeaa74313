import { call, type Data, dataOf, listOf, numberOf, textOf } from './api.ts';
import { el, make, part, since, words } from './dom.ts';
import { state } from './state.ts';

let choose: (chatId: string) => void = () => undefined;
let known: Set<string> | null = null;
let nextCursor: string | null = null;

/** `onChoice`: what happens when a chat is clicked. */
export function watchBoard(onChoice: (chatId: string) => void): void {
  choose = onChoice;
  setInterval(showTimes, 1_000);
  part('over-part').addEventListener('toggle', () => {
    nextCursor = null;
    part('over').replaceChildren();
    void showOver();
  });
  part('over-more').addEventListener('click', () => void showOver());
}

export async function refreshBoard(): Promise<void> {
  state.board = await call('GET', 'board');
  showBoard();
}

function showBoard(): void {
  const { board, me } = state;
  const queue = listOf(board['queue']);
  const connected = listOf(board['connected']);
  const isMine = (chat: Data): boolean => dataOf(chat['agent'])['id'] === me['id'];
  show('queue', queue, (chat, place) => `${place + 1} · ${since(textOf(chat['queued_at']))}`);
  show('mine', connected.filter(isMine), () => '');
  const others = connected.filter((chat) => !isMine(chat));
  show('others', others, (chat) => textOf(dataOf(chat['agent'])['name']));
  part('queue-count').textContent = queue.length === 0 ? '' : String(queue.length);
  part('others-count').textContent = others.length === 0 ? '' : String(others.length);
  showAgents(listOf(board['agents']));
  const unread = connected.filter((chat) => isMine(chat) && chat['is_unread'] === true).length;
  const open = queue.length + unread;
  document.title = `${open > 0 ? `(${open}) ` : ''}Console · Baton`;
  ring(queue.map(({ id }) => textOf(id)));
}

/** A tone for a customer who has not waited before. */
function ring(ids: string[]): void {
  const isNew = known !== null && ids.some((id) => known?.has(id) === false);
  known = new Set(ids);
  if (!isNew || !state.hasSound) return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = 0.1;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.25);
}

function show(id: string, chats: Data[], aside: (chat: Data, place: number) => string): void {
  const rows = chats.map((chat, place) => entry(chat, aside(chat, place)));
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['chat'] : undefined;
  part(id).replaceChildren(...(rows.length === 0 ? [make('li', 'dim', 'None')] : rows));
  if (focused === undefined) return;
  for (const button of part(id).querySelectorAll('button')) if (button.dataset['chat'] === focused) button.focus();
}

function entry(chat: Data, aside: string): HTMLLIElement {
  const id = textOf(chat['id']);
  const button = make('button', chat['is_unread'] === true ? 'unread' : '');
  button.type = 'button';
  button.dataset['chat'] = id;
  if (state.chosen === id) button.setAttribute('aria-current', 'true');
  const name = words('strong', '', textOf(dataOf(chat['customer'])['name']) || 'Visitor');
  const badge = make('span', 'badge', aside);
  if (textOf(chat['stage']) === 'waiting') badge.dataset['since'] = textOf(chat['queued_at']);
  button.append(name, badge, words('span', 'sub', textOf(dataOf(chat['facts'])['reason'])));
  if (chat['is_unread'] === true) button.append(make('span', 'unseen', 'unread'));
  button.addEventListener('click', () => choose(id));
  return make('li', '', button);
}

function showTimes(): void {
  for (const badge of part('queue').querySelectorAll<HTMLElement>('[data-since]')) {
    const place = badge.textContent?.split(' · ')[0] ?? '';
    badge.textContent = `${place} · ${since(badge.dataset['since'] ?? '')}`;
  }
}

function showAgents(agents: Data[]): void {
  const rows = agents.map((agent) => {
    const there = agent['is_present'] === true ? 'online' : 'away';
    return words('li', '', `${textOf(agent['name'])} · ${there} · ${numberOf(agent['chats'])} chats`);
  });
  part('agents').replaceChildren(...rows);
  part('agents-count').textContent = String(agents.filter((agent) => agent['is_present'] === true).length);
}

async function showOver(): Promise<void> {
  const page = await call(
    'GET',
    `over?limit=20${nextCursor === null ? '' : `&cursor=${encodeURIComponent(nextCursor)}`}`,
  );
  nextCursor = textOf(page['next_cursor']) || null;
  part('over').append(...listOf(page['items']).map((chat) => entry(chat, textOf(chat['ended_by']))));
  el('over-more', HTMLButtonElement).hidden = nextCursor === null;
}
