import { act, call, type Data, dataOf, keepCsrf, numberOf, Refusal, textOf } from './api.ts';
import { refreshBoard, watchBoard } from './board.ts';
import { hearEntry, noteRead, openChat, showHistory, transfer } from './chat.ts';
import { watchComposer } from './composer.ts';
import { attempt, el, onClick, part } from './dom.ts';
import { follow, unfollow } from './live.ts';
import { state } from './state.ts';

function showSignIn(): void {
  unfollow();
  part('panes').hidden = true;
  part('account').hidden = true;
  part('sign-in').hidden = false;
  el('login', HTMLInputElement).focus();
}

async function enter(session: Data): Promise<void> {
  keepCsrf(textOf(session['csrf']));
  state.me = dataOf(session['agent']);
  const desks = session['next_desks'];
  state.nextDesks = Array.isArray(desks) ? desks.map(textOf) : [];
  part('unasked').hidden = session['is_asked'] === true;
  part('whoami').textContent = textOf(state.me['name']);
  showAvailability();
  part('sign-in').hidden = true;
  part('panes').hidden = false;
  part('account').hidden = false;
  await load();
}

async function load(): Promise<void> {
  await refreshBoard();
  state.lastSeq = numberOf(state.board['head']);
  if (state.chosen !== null) await openChat(state.chosen);
  follow({ hear, reload: () => attempt(load), signedOut: showSignIn });
}

let refreshing = 0;
/** Many things at once are one look at the board. */
function refreshSoon(): void {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => attempt(refreshBoard), 80);
}

const changing = new Set(['accepted', 'given', 'passed', 'left', 'missed', 'closed', 'reopened']);

function hear(entry: Data): void {
  const type = textOf(entry['type']);
  const { chosen } = state;
  if (entry['chat_id'] === chosen && chosen !== null) {
    if (changing.has(type)) attempt(() => openChat(chosen));
    else hearEntry(entry);
    if (type.startsWith('customer-')) attempt(noteRead);
  }
  if (type !== 'customer-typing' && type !== 'receipt') refreshSoon();
}

function showAvailability(): void {
  const isOnline = state.me['availability'] === 'online';
  part('availability').setAttribute('aria-pressed', String(isOnline));
  part('availability').textContent = isOnline ? 'Taking chats' : 'Away';
}

el('sign-in', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const password = el('password', HTMLInputElement);
    const body = { login: el('login', HTMLInputElement).value, password: password.value };
    password.value = '';
    await enter(await call('POST', 'sign-in', { body }));
  });
});
onClick('sign-out', async () => {
  await call('POST', 'sign-out');
  state.chosen = null;
  showSignIn();
});
onClick('availability', async () => {
  const availability = state.me['availability'] === 'online' ? 'away' : 'online';
  await call('PUT', 'availability', { body: { availability } });
  state.me = { ...state.me, availability };
  showAvailability();
  await refreshBoard();
});
onClick('sound', () => {
  state.hasSound = !state.hasSound;
  part('sound').setAttribute('aria-pressed', String(state.hasSound));
});
onClick('accept', async () => {
  if (state.chosen === null) return;
  await act(state.chosen, 'accept');
  await openChat(state.chosen);
  el('text', HTMLTextAreaElement).focus();
});
onClick('close', async () => {
  if (state.chosen !== null) await act(state.chosen, 'close');
});
onClick('earlier', showHistory);
onClick('back', () => {
  part('panes').dataset['open'] = 'false';
});
el('transfer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(transfer);
});
document.addEventListener('visibilitychange', () => attempt(noteRead));
watchBoard((id) =>
  attempt(async () => {
    await openChat(id);
    await refreshBoard();
  }),
);
watchComposer();
part('panes').dataset['open'] = 'false';
setInterval(() => {
  if (!part('panes').hidden) attempt(refreshBoard);
}, 30_000);
call('GET', 'session').then(
  (session) => attempt(() => enter(session)),
  (error: unknown) => {
    showSignIn();
    if (!(error instanceof Refusal)) attempt(() => Promise.reject(error));
  },
);
