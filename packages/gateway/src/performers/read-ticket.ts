import { ticketId } from '@baton/core';
import { definePerformer, notConfigured, toRetry } from './performer.ts';

/** Reading changes nothing at the vendor; what was told already is known by its id. */
export const perform = definePerformer('read-ticket', async ({ ports: { tickets } }, { action }) => {
  if (tickets === null) return notConfigured;
  const read = await tickets.readNews(ticketId(action.ticketId), { knownReplies: action.knownReplies });
  if (read.type === 'retry') return toRetry(read);
  if (read.type === 'refused') return { type: 'refused', code: read.code, report: null };
  return { type: 'done', report: { type: 'settle-ticket-news', ticketId: action.ticketId, news: read.value } };
});
