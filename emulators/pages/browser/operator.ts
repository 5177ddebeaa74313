import { attempt, call, messageOf, repeat, showTrouble } from './calls.ts';
import { type Chat, readChat, type Stage, showMessages, stageNames } from './chat.ts';
import { chosenId, showList, watchChoice } from './choice.ts';
import { rowsOf } from './data.ts';
import { badge, el, make, put } from './dom.ts';

/** The desk: the person at the screen answers as the operator. */
const chats = '/__emulator/salesiq/conversations';
const message = el('message', HTMLInputElement);
const send = el('send', HTMLButtonElement);
const typingToldMs = 2_000;

/** Who waits stands at the top. */
const order: Record<Stage, number> = { waiting: 0, connected: 1, bot: 2, missed: 3, closed: 3 };
const hints: Record<Stage, string> = {
  bot: 'The bot is talking with this visitor. You can accept once the visitor asks for a human.',
  waiting: 'The visitor waits for a human. Accept the chat to answer.',
  connected: 'You are in this chat. The bot is silent.',
  closed: 'This chat has ended.',
  missed: 'Nobody accepted this chat.',
};

const entry = ({ status, visitor, question }: Chat): HTMLAnchorElement =>
  make(
    'a',
    status === 'waiting' ? 'new' : '',
    make('strong', '', visitor.name || 'Visitor'),
    badge(stageNames[status], { status }),
    make('span', 'sub', question),
  );

function allow(status: Stage): void {
  el('join').hidden = status !== 'waiting';
  el('miss').hidden = status !== 'waiting';
  el('close').hidden = status !== 'connected' && status !== 'waiting' && status !== 'bot';
  send.disabled = status !== 'connected';
  message.disabled = status !== 'connected';
}

function showQueue(count: number): void {
  put(el('queue'), count > 0 ? `${count} waiting` : '');
  el('queue').dataset['status'] = 'waiting';
  const title = `${count > 0 ? `(${count}) ` : ''}Operator · Baton`;
  if (document.title !== title) document.title = title;
}

async function refresh(): Promise<void> {
  const rows = rowsOf(await call(chats))
    .map(readChat)
    .reverse()
    .sort((left, right) => order[left.status] - order[right.status]);
  showQueue(rows.filter(({ status }) => status === 'waiting').length);
  const row = showList(rows, { id: ({ id }) => id, entry });
  if (row === undefined) return;
  const chat = readChat(await call(`${chats}/${encodeURIComponent(row.id)}`));
  if (chosenId() === row.id) showChat(chat);
}

function showChat({ id, status, visitor, operator, messages }: Chat): void {
  put(el('chat-title'), visitor.name || 'Visitor');
  put(el('contact'), [visitor.email, visitor.phone].filter((part) => part !== '').join(' · '));
  put(el('status'), status === 'connected' && operator !== '' ? operator : stageNames[status]);
  el('status').dataset['status'] = status;
  put(el('strip'), hints[status]);
  el('strip').dataset['status'] = status;
  allow(status);
  showMessages(el('transcript'), messages, { mine: 'operator', key: id });
}

type Action = 'join' | 'reply' | 'close' | 'miss' | 'typing';
const tell = (action: Action, more: { text?: string } = {}): Promise<unknown> =>
  call('/__emulator/salesiq/operator', { conversation_id: chosenId(), action, ...more });

const act = (action: Action, more: { text?: string } = {}): Promise<void> =>
  attempt(async () => {
    await tell(action, more);
    await refresh();
    if (action === 'join') message.focus();
    if (action === 'close' || action === 'miss') el('transcript').focus();
  });

for (const action of ['join', 'close', 'miss'] as const)
  el(action).addEventListener('click', () => {
    void act(action);
  });

el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = message.value.trim();
  if (text === '') return;
  message.value = '';
  void act('reply', { text });
});

let toldAt = 0;
message.addEventListener('input', () => {
  if (Date.now() - toldAt < typingToldMs || message.value === '') return;
  toldAt = Date.now();
  tell('typing').catch((error: unknown) => showTrouble(messageOf(error)));
});

watchChoice(async () => {
  message.value = '';
  await refresh();
});
repeat(refresh, 800);
