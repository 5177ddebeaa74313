import { RefusedCall, send } from './calls.ts';
import { readChatView } from './chat-view.ts';
import { config } from './config.ts';
import { fieldsOf, itemsOf, textOf } from './data.ts';
import { forget, tellAgain, tellChanges, tellStart } from './notices.ts';
import { choice, keep, session, who } from './session.ts';
import { showChat, showGreeting, showProblem, showSending, showSuggestions, showThanks } from './view.ts';

/** The visitor's side of the chat: what is written, what is asked of the emulator, and when. */
const pollMs = 700;
let greeting = config.greeting;
let hasLanded = false;
/** Messages whose answer is awaited. */
let asking = 0;
let polling: number | undefined;

export const isAsking = (): boolean => asking > 0;

export const complain = (error: unknown): void => showProblem(error instanceof Error ? error.message : String(error));

/** Nothing was said and nothing is on its way. */
const isNew = (): boolean => session.conversation === '' && asking === 0;

/** Asks the bot for its greeting, once. */
export function land(): void {
  if (hasLanded) return;
  hasLanded = true;
  welcome().catch(complain);
}

async function welcome(): Promise<void> {
  const { replies, suggestions } = fieldsOf(await send('land', { visitor: who() }));
  if (!isNew()) return;
  const texts = itemsOf(replies).map(textOf);
  showGreeting(texts.length > 0 ? texts : [greeting]);
  const offered = itemsOf(suggestions).map(textOf);
  if (offered.length > 0) showSuggestions(offered, say);
}

/** The page's own greeting. */
export function greet(text: string): void {
  greeting = text;
  if (isNew()) showGreeting([greeting]);
}

/** Looks at the chat, tells the page what is new, and draws it. */
async function refresh(): Promise<void> {
  const id = session.conversation;
  if (id === '') return;
  try {
    const chat = readChatView(await send(`chat/${encodeURIComponent(id)}`));
    if (session.conversation !== id) return;
    tellChanges(chat);
    showChat(chat, { isAsking: isAsking(), say, rate });
  } catch (error) {
    if (!(error instanceof RefusedCall && error.status === 404)) throw error;
    session.conversation = '';
    forget();
    keep();
  }
}

/** Looks again after a while, and so on. */
export function poll(): void {
  clearTimeout(polling);
  polling = setTimeout(lookAndGoOn, pollMs);
}

/** Looks now, and then after a while, and so on. */
export function lookAndGoOn(): void {
  void refresh().catch(complain).finally(poll);
}

export function say(text: string): void {
  void write(text);
}

async function write(text: string): Promise<void> {
  asking += 1;
  showSending(text);
  showSuggestions([], say);
  const { conversation } = session;
  const known = conversation === '' ? {} : { conversation };
  try {
    showProblem('');
    const answer = await send('message', { visitor: who(), text, department: choice.department, ...known });
    if (conversation === '') begin(textOf(fieldsOf(answer)['conversation_id']), text);
    else tellAgain();
  } catch (error) {
    complain(error);
  } finally {
    asking -= 1;
  }
  await refresh().catch(complain);
  poll();
}

function begin(id: string, question: string): void {
  session.conversation = id;
  keep();
  tellStart(id, question);
}

export function endChat(): void {
  send('end', { conversation: session.conversation }).then(refresh).catch(complain);
}

function rate(rating: number): void {
  send('rate', { conversation: session.conversation, rating }).then(showThanks).catch(complain);
}
