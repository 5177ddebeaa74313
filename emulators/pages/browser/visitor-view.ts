import { call, RefusedCall } from './calls.ts';
import { type Chat, isOver, type Stage, stageNames } from './chat.ts';
import { fieldsOf, rowsOf, textOf } from './data.ts';
import { el, make, put } from './dom.ts';
import { sync } from './sync.ts';

const starters = ['I forgot my password', 'Please reboot my server', 'Set up my second monitor', 'Talk to a human'];
const reachable = 'Usually answers at once';
const transcript = el('transcript');

type Say = (text: string) => void;

/** The chat as it is before the first message. */
export function showWelcome(say: Say): void {
  transcript.dataset['chat'] = '';
  transcript.replaceChildren(
    make('div', 'empty', make('strong', '', 'How can we help?'), 'Write a message, or start with one of these.'),
  );
  showSuggestions(starters, say);
  showState(null, '');
  el('ticket').hidden = true;
  put(el('as'), reachable);
}

export function showSuggestions(texts: readonly string[], say: Say): void {
  const show = (text: string): HTMLElement => {
    const button = make('button', 'suggestion', text);
    button.type = 'button';
    button.addEventListener('click', () => {
      el('message').focus();
      say(text);
    });
    return button;
  };
  sync(el('suggestions'), texts, { id: (text) => text, show });
  el('suggestions').hidden = texts.length === 0;
}

/** Where the chat stands; null before there is one. `operator` is empty while none is in it. */
export function showState(status: Stage | null, operator: string): void {
  const strip = status === null ? '' : stripOf(status, operator);
  const isEnded = status !== null && isOver(status);
  const name = status === null ? '' : stageNames[status];
  put(el('status'), status === 'connected' && operator !== '' ? operator : name);
  el('status').dataset['status'] = status ?? '';
  put(el('strip'), strip);
  el('foot').hidden = strip === '';
  el('foot').dataset['status'] = status ?? '';
  el('restart').hidden = !isEnded;
  el('end').hidden = isEnded || status === null;
}

function stripOf(status: Stage, operator: string): string {
  const strips: Record<Stage, string> = {
    bot: '',
    waiting: 'You are in the queue. A colleague will join this chat.',
    connected: `You are talking to ${operator || 'a colleague'}.`,
    closed: 'This chat has ended. Write again to talk to the bot.',
    missed: 'Nobody could join this chat. Write again to talk to the bot.',
  };
  return strips[status];
}

export const showPerson = ({ visitor }: Chat): void =>
  put(el('as'), `You write as ${[visitor.name, visitor.email].filter((part) => part !== '').join(', ')}`);

/** What was written and is not in the chat yet, at its end. */
export function showPending(texts: readonly string[]): void {
  for (const node of transcript.querySelectorAll('.sending')) node.remove();
  transcript.append(...texts.map((text) => make('div', 'turn mine sending', make('span', 'text', text))));
  if (texts.length > 0) transcript.scrollTop = transcript.scrollHeight;
}

/** The dots, while an answer of the bot can be expected. */
export function showTyping(): void {
  const status = el('status').dataset['status'] ?? '';
  el('typing').hidden = status === 'waiting' || status === 'connected';
}

let hasDesk = true;

/** Tells of the newest ticket of this chat; there is none where no help desk runs. */
export async function showTicket(chatId: string): Promise<void> {
  if (!hasDesk) return;
  const tickets = await call('/__emulator/state/desk/tickets').catch((error: unknown) => {
    if (!(error instanceof RefusedCall && error.status === 404)) throw error;
    hasDesk = false;
    return [];
  });
  const ticket = rowsOf(tickets).findLast(({ cf }) => fieldsOf(cf)['cf_salesiq_chat_id'] === chatId);
  el('ticket').hidden = ticket === undefined;
  if (ticket === undefined) return;
  const number = textOf(ticket['ticketNumber']);
  put(el('ticket-text'), `Ticket #${number} was opened: ${textOf(ticket['subject'])}.`);
  el('ticket-link', HTMLAnchorElement).href = `/tickets#${number}`;
}
