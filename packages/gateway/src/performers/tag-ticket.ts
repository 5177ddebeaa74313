import { ticketId } from '@baton/core';
import { definePerformer, notConfigured, withoutReport } from './performer.ts';

export const perform = definePerformer('tag-ticket', async ({ ports }, { action }) =>
  ports.tickets === null
    ? notConfigured
    : withoutReport(await ports.tickets.addTags(ticketId(action.ticketId), action.tags)),
);
