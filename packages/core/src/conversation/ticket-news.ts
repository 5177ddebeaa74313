import type { TicketNews } from '../ports/ticket-system.ts';
import type { BotSettings } from './commands.ts';
import type { WatchedTicket } from './state.ts';
import type { TurnBuilder } from './turn.ts';

/** A conversation whose customer has not written for so long is over, in milliseconds. */
const livingMs = 7 * 24 * 3_600_000;

/** Looks after a ticket that was made just now: its agents' answers come into the chat. */
export function watchTicket(turn: TurnBuilder, ticketId: string): void {
  setLook(turn, ticketId, 0);
}

/** Time for a look, while somebody may still want to know. */
export function lookAtTicket(turn: TurnBuilder, { ticketId, look }: { ticketId: string; look: number }): void {
  const watched = findWatched(turn, ticketId);
  if (watched === null || watched.look !== look || !isLiving(turn)) return;
  read(turn, watched);
  setLook(turn, ticketId, look + 1);
}

/** Its vendor says that something happened on it. What it was is read there, as with any look; the looks by the clock go on as they were. */
export function readTicketNow(turn: TurnBuilder, ticketId: string): void {
  const watched = findWatched(turn, ticketId);
  if (watched !== null && isLiving(turn)) read(turn, watched);
}

/** A human has just gone, over whom nothing of it was said. */
export function catchUpOnTickets(turn: TurnBuilder): void {
  for (const watched of turn.state().watchedTickets) read(turn, watched);
}

/**
 * What a ticket's agents said in public, each once, and that it was closed or opened again. While the customer is with a human nothing of it
 * is said: it is looked for again when that human has gone.
 */
export function settleTicketNews(turn: TurnBuilder, { ticketId, news }: { ticketId: string; news: TicketNews }): void {
  const watched = findWatched(turn, ticketId);
  if (watched === null || turn.state().handoff?.leg.phase === 'connected') return;
  const { number } = watched;
  const fresh = news.replies.filter(({ id }) => !watched.seenReplies.includes(id));
  for (const { agentName, text } of fresh) {
    const agent = agentName ?? turn.text('agent-unnamed');
    turn.say(turn.text('ticket-reply', { agent, number, words: text }));
  }
  const isClosed = news.status === 'closed';
  if (isClosed && watched.status !== 'closed') turn.say(turn.text('ticket-closed', { number }));
  if (!isClosed && watched.status === 'closed') turn.say(turn.text('ticket-reopened', { number }));
  if (fresh.length === 0 && news.status === watched.status) return;
  turn.emit({ type: 'ticket-news-told', ticketId, status: news.status, replies: fresh.map(({ id }) => id) });
}

const read = (turn: TurnBuilder, { id, seenReplies }: WatchedTicket): void =>
  turn.request({ kind: 'read-ticket', ticketId: id, knownReplies: seenReplies });

function setLook(turn: TurnBuilder, ticketId: string, look: number): void {
  const delayMs = delayOf(turn.settings, look);
  turn.emit({ type: 'ticket-watched', ticketId, look });
  if (delayMs !== null) turn.setTimer({ name: 'ticket-look', ticketId, look }, delayMs);
}

/** How long until the look of this number, from 0; null after the last. */
function delayOf({ ticketLooks }: BotSettings, look: number): number | null {
  let left = look;
  for (const { everyMs, times } of ticketLooks) {
    if (left < times) return everyMs;
    left -= times;
  }
  return null;
}

const findWatched = (turn: TurnBuilder, ticketId: string): WatchedTicket | null =>
  turn.state().watchedTickets.find(({ id }) => id === ticketId) ?? null;

function isLiving(turn: TurnBuilder): boolean {
  const { lastCustomerAt } = turn.state();
  return lastCustomerAt !== null && turn.context.now.getTime() - Date.parse(lastCustomerAt) < livingMs;
}
