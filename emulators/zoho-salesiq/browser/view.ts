import { type ChatView, isOver, type Message, type Stage } from './chat-view.ts';
import { config } from './config.ts';
import { chips, end, host, input, log, make, makeButton, problem, status } from './elements.ts';
import { choice } from './session.ts';

type Say = (text: string) => void;
/** What the visitor can do with what is shown. */
type Actions = { isAsking: boolean; say: Say; rate: (stars: number) => void };

const words: Record<Stage, string> = {
  bot: 'Usually answers at once',
  waiting: 'Waiting for a colleague',
  connected: '',
  closed: 'This chat has ended',
  missed: 'Nobody could join',
};

export function place(name: string): void {
  host.dataset['side'] = /left$/.test(name.replace('-', '')) ? 'left' : 'right';
}

export function paint(color: string): void {
  if (CSS.supports('color', color)) host.style.setProperty('--theme', color);
}

export function showProblem(text: string): void {
  problem.textContent = text;
  problem.hidden = text === '';
}

function bubble({ sender, name, text }: Pick<Message, 'sender' | 'name' | 'text'>): HTMLElement {
  const node = make('div', 'turn', make('span', 'name', name), make('span', 'text', text));
  node.dataset['sender'] = sender;
  return node;
}

/** What the bot says before the first message. */
export function showGreeting(texts: readonly string[]): void {
  const shown = texts.filter((text) => text !== '');
  log.replaceChildren(...shown.map((text) => bubble({ sender: 'bot', name: config.brand, text })));
}

/** A message on its way. */
export function showSending(text: string): void {
  const node = bubble({ sender: 'visitor', name: 'You', text });
  node.classList.add('sending');
  log.append(node);
  log.scrollTop = log.scrollHeight;
}

export function showSuggestions(texts: readonly string[], say: Say): void {
  const key = JSON.stringify(texts);
  if (chips.dataset['texts'] === key) return;
  chips.dataset['texts'] = key;
  chips.replaceChildren(
    ...texts.map((text) => {
      const chip = makeButton('chip', text);
      chip.addEventListener('click', () => {
        input.focus();
        say(text);
      });
      return chip;
    }),
  );
}

export function showThanks(): void {
  chips.dataset['texts'] = '';
  chips.replaceChildren(make('span', 'thanks', 'Thank you for rating this chat.'));
}

function showRating(rate: Actions['rate']): void {
  if (chips.dataset['texts'] === 'rating' || chips.querySelector('.thanks') !== null) return;
  chips.dataset['texts'] = 'rating';
  const stars = [1, 2, 3, 4, 5].map((count) => {
    const star = makeButton('star', '★', count === 1 ? '1 star' : `${count} stars`);
    star.addEventListener('click', () => rate(count));
    return star;
  });
  chips.replaceChildren(make('span', '', 'How was it?'), ...stars);
}

export function showChat(chat: ChatView, { isAsking, say, rate }: Actions): void {
  const key = `${chat.id} ${chat.messages.length} ${isAsking}`;
  if (log.dataset['key'] !== key) {
    log.dataset['key'] = key;
    showLog(chat.messages, isAsking);
  }
  status.textContent = chat.status === 'missed' && !choice.tellsOffline ? '' : statusOf(chat);
  status.dataset['status'] = chat.status;
  end.hidden = isOver(chat.status);
  if (chat.status === 'closed') showRating(rate);
  else if (!isAsking) showSuggestions(isOver(chat.status) ? [] : chat.suggestions, say);
}

function statusOf({ status: stage, typing, operator }: ChatView): string {
  if (typing !== null) return `${typing} is typing …`;
  return stage === 'connected' ? (operator ?? '') : words[stage];
}

/** All messages, and the one on its way while it is not among the last of them. */
function showLog(messages: readonly Message[], isAsking: boolean): void {
  const sending = isAsking ? [...log.querySelectorAll('.sending')] : [];
  const written = messages.map((message) =>
    bubble(message.sender === 'visitor' ? { ...message, name: 'You' } : message),
  );
  const text = sending[0]?.querySelector('.text')?.textContent;
  const isThere = messages.slice(-2).some((message) => message.sender === 'visitor' && message.text === text);
  log.replaceChildren(...written, ...(isThere ? [] : sending));
  log.scrollTop = log.scrollHeight;
}
