import { fieldsOf, rowsOf, textOf, textsOf } from './data.ts';
import { clock, make } from './dom.ts';

/** The stages of a chat, in words. */
export const stageNames = {
  bot: 'Bot',
  waiting: 'Waiting',
  connected: 'Connected',
  closed: 'Closed',
  missed: 'Missed',
} as const;
export type Stage = keyof typeof stageNames;

const isStage = (value: unknown): value is Stage => typeof value === 'string' && Object.hasOwn(stageNames, value);

/** A chat that nobody can write in any more. */
export const isOver = (stage: Stage): boolean => stage === 'closed' || stage === 'missed';

export type Person = { name: string; email: string; phone: string };
export type Message = { sender: string; name: string; text: string; time: string };
export type Chat = {
  id: string;
  status: Stage;
  question: string;
  visitor: Person;
  /** Empty while there is none. */
  operator: string;
  suggestions: string[];
  messages: Message[];
};

/** A chat as `/__emulator/salesiq/conversations` shows it; in the list without suggestions and messages. */
export function readChat(value: unknown): Chat {
  const { conversation_id: id, status, question, visitor, operator, suggestions, messages } = fieldsOf(value);
  if (!isStage(status)) throw new Error(`This page knows no chat that is "${textOf(status)}".`);
  return {
    id: textOf(id),
    status,
    question: textOf(question),
    visitor: readPerson(visitor),
    operator: textOf(operator),
    suggestions: textsOf(suggestions),
    messages: rowsOf(messages).map(({ sender, name, text, time }) => ({
      sender: textOf(sender),
      name: textOf(name),
      text: textOf(text),
      time: textOf(time),
    })),
  };
}

function readPerson(value: unknown): Person {
  const { name, email, phone } = fieldsOf(value);
  return { name: textOf(name), email: textOf(email), phone: textOf(phone) };
}

/** Adds what is new to a chat's log (of the chat `key`, seen by `mine`) and scrolls along when the reader was at its end. */
export function showMessages(
  box: HTMLElement,
  messages: readonly Message[],
  { mine, key }: { mine: string; key: string },
): void {
  if (box.dataset['chat'] !== key) {
    box.setAttribute('aria-busy', 'true');
    box.replaceChildren();
    box.dataset['chat'] = key;
  }
  const shown = box.querySelectorAll('.turn:not(.sending)').length;
  if (messages.length > shown) {
    const isAtEnd = shown === 0 || box.scrollHeight - box.scrollTop - box.clientHeight < 80;
    const pending = box.querySelector('.sending');
    for (const [index, message] of messages.entries())
      if (index >= shown) box.insertBefore(turn(message, { mine, previous: messages[index - 1] }), pending);
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  }
  box.removeAttribute('aria-busy');
}

function turn(message: Message, { mine, previous }: { mine: string; previous: Message | undefined }): HTMLElement {
  const isSame = previous?.sender === message.sender && previous.name === message.name;
  const classes = ['turn', ...(message.sender === mine ? ['mine'] : []), ...(isSame ? ['same'] : [])];
  const by = make('span', 'by', message.name, ' · ', clock(message.time));
  const node = make('div', classes.join(' '), by, make('span', 'text', message.text));
  node.dataset['sender'] = message.sender;
  return node;
}
