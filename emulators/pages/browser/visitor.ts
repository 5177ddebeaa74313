import { attempt, call, RefusedCall, repeat } from './calls.ts';
import { type Chat, isOver, readChat, showMessages } from './chat.ts';
import { fieldsOf, textOf } from './data.ts';
import { el } from './dom.ts';
import { openForm, visitor } from './visitor-form.ts';
import {
  showPending,
  showPerson,
  showState,
  showSuggestions,
  showTicket,
  showTyping,
  showWelcome,
} from './visitor-view.ts';

/** A chat widget: the person at the screen is the customer. Each browser tab is a visitor of its own. */
const storedName = 'conversation';
const message = el('message', HTMLInputElement);

/** A message on its way: it is in the chat once the visitor has written more than `after` of them. */
type Pending = { text: string; after: number };

/** Empty before the first message. */
let conversation = sessionStorage.getItem(storedName) ?? '';
let pending: Pending[] = [];
/** Messages whose answer is awaited. */
let asking = 0;
/** How many messages of the visitor the chat holds. */
let written = 0;

function keep(id: string): void {
  conversation = id;
  sessionStorage.setItem(storedName, id);
}

const showAllPending = (): void => showPending(pending.map(({ text }) => text));
const welcome = (): void => showWelcome(say);

/** The chat of this tab; null when it is gone, or another one by now. */
async function fetchChat(id: string): Promise<Chat | null> {
  try {
    const chat = readChat(await call(`/__emulator/salesiq/conversations/${encodeURIComponent(id)}`));
    return conversation === id ? chat : null;
  } catch (error) {
    if (conversation !== id || !(error instanceof RefusedCall && error.status === 404)) throw error;
    startAgain();
    return null;
  }
}

async function refresh(): Promise<void> {
  if (conversation === '') return;
  const chat = await fetchChat(conversation);
  if (chat === null) return;
  written = chat.messages.filter(({ sender }) => sender === 'visitor').length;
  pending = pending.filter(({ after }) => written <= after);
  showMessages(el('transcript'), chat.messages, { mine: 'visitor', key: chat.id });
  showAllPending();
  showSuggestions(asking > 0 || isOver(chat.status) ? [] : chat.suggestions, say);
  showState(chat.status, chat.operator);
  showPerson(chat);
  await showTicket(chat.id);
}

async function send(text: string): Promise<void> {
  if (conversation === '') el('transcript').replaceChildren();
  const sent: Pending = { text, after: written + pending.length };
  pending.push(sent);
  asking += 1;
  showAllPending();
  showSuggestions([], say);
  showTyping();
  try {
    const chat = conversation === '' ? {} : { conversation };
    const shown = await call('/__emulator/salesiq/visitor-message', { visitor: visitor(), text, ...chat });
    if (!('conversation' in chat)) keep(textOf(fieldsOf(shown)['conversation_id']));
  } catch (error) {
    pending = pending.filter((item) => item !== sent);
    showAllPending();
    if (message.value === '') message.value = text;
    throw error;
  } finally {
    asking -= 1;
    if (asking === 0) el('typing').hidden = true;
    if (conversation === '' && pending.length === 0) welcome();
  }
  await refresh();
}

function say(text: string): void {
  void attempt(() => send(text));
}

function startAgain(): void {
  keep('');
  pending = [];
  written = 0;
  welcome();
}

function beginAnew(): void {
  startAgain();
  message.focus();
}

async function endChat(): Promise<void> {
  await call('/__emulator/salesiq/visitor-end', { conversation_id: conversation });
  await refresh();
  message.focus();
}

el('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = message.value.trim();
  if (text === '' || (conversation === '' && asking > 0)) return;
  message.value = '';
  say(text);
});
el('end').addEventListener('click', () => {
  void attempt(endChat);
});
el('restart').addEventListener('click', beginAnew);
openForm(beginAnew);
if (conversation === '') welcome();
repeat(refresh, 800);
