import type { TicketReference, TicketRequest, TicketSystem } from '@baton/core';
import type { Effect } from '@baton/store';
import { definePerformer, notConfigured, type Performed, type PerformerTools, toRetry } from './performer.ts';

/** Looks before it repeats: a create whose end is unknown is searched for until the vendor's index lag is surely over. */
export const perform = definePerformer('create-ticket', async (tools, { effect, action }) => {
  const { tickets } = tools.ports;
  if (tickets === null) return notConfigured;
  const sentAt = effect.progress['sentAt'];
  if (typeof sentAt === 'string') {
    const found = await tickets.findByCaseKey(action.request);
    if (found.type === 'retry') return toRetry(found);
    // As long as looking is refused nothing may be made: there could be a ticket already.
    if (found.type === 'refused') return toRetry({ code: found.code, retryAfterMs: null });
    if (found.value !== null) return toDone(action.request, found.value);
    const waitMs = Date.parse(sentAt) + tools.createSettleMs - effect.claimedAt.getTime();
    if (waitMs > 0) return { type: 'wait', code: 'create-unclear', delayMs: Math.min(waitMs, 2_000) };
  }
  return send(tools, { tickets, effect, request: action.request });
});

type Sending = { tickets: TicketSystem; effect: Effect; request: TicketRequest };

async function send({ store }: PerformerTools, { tickets, effect, request }: Sending): Promise<Performed> {
  await store.outbox.recordProgress(effect.id, { sentAt: effect.claimedAt.toISOString() });
  const created = await tickets.create(request);
  if (created.type === 'ok') return toDone(request, created.value);
  if (created.type === 'refused') return { type: 'refused', code: created.code, report: null };
  if (!created.isAmbiguous) await store.outbox.recordProgress(effect.id, {});
  return toRetry(created);
}

const toDone = ({ caseKey }: TicketRequest, ticket: TicketReference): Performed => ({
  type: 'done',
  report: { type: 'settle-ticket', caseKey, result: { type: 'created', ...ticket } },
});
